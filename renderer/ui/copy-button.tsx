import { useStore } from '../store/store.ts';
import { Button } from './button.tsx';
import { copyText } from './copy-text.ts';

/** Copies evidence exactly as it is. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const toast = useStore((store) => store.toast);
  const copy = () =>
    copyText(text) ? toast(`Copied ${what}.`) : toast(`${what} could not be copied.`, 'problem');
  return <Button look="quiet" small icon="copy" aria-label={`Copy ${what}`} onClick={copy} />;
}
