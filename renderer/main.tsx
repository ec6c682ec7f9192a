import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import './theme/theme.css';

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<App />);
