import { useEffect } from 'react';
import { visibleText } from '../../shared/text.ts';
import { useStore } from '../store/store.ts';
import type { Toast } from '../store/store-types.ts';
import { Button } from './button.tsx';

const SHOWN_MILLISECONDS = 5_000;

function ToastLine({ toast }: { readonly toast: Toast }) {
  const dismiss = useStore((store) => store.dismissToast);
  useEffect(() => {
    // A problem stays until it is read.
    if (toast.tone === 'problem') return;
    const timer = setTimeout(() => dismiss(toast.id), SHOWN_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [toast, dismiss]);
  return (
    <div className={`toast toast-${toast.tone}`}>
      <p>{visibleText(toast.text)}</p>
      <Button look="quiet" small icon="close" aria-label="Dismiss" onClick={() => dismiss(toast.id)} />
    </div>
  );
}

/** What the program has to say, shown and read out. */
export function Toasts() {
  const toasts = useStore((store) => store.toasts);
  const announcement = useStore((store) => store.announcement);
  return (
    <>
      <div className="visually-hidden" role="status">
        {announcement}
      </div>
      <section className="toasts" aria-label="Messages" aria-live="polite">
        {toasts.map((toast) => (
          <ToastLine key={toast.id} toast={toast} />
        ))}
      </section>
    </>
  );
}
