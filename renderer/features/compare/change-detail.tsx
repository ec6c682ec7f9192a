import { condense } from '../../../shared/condense-changes.ts';
import type { Comparison } from '../../../shared/ipc/contract.ts';
import { useKeys } from '../../app/use-shortcuts.ts';
import { useStore } from '../../store/store.ts';
import { Button } from '../../ui/button.tsx';
import { CodeText } from '../../ui/code-text.tsx';
import { countWords } from '../../ui/format.ts';
import { fieldWords } from './field-words.ts';

export interface ChangeDetailProps {
  readonly comparison: Comparison;
  readonly id: string;
  readonly keys: Readonly<Record<string, () => void>>;
}

function Value({ text }: { readonly text: string | null }) {
  return text === null ? <span className="muted">not set</span> : <CodeText text={text} limit={2_000} />;
}

/** All that changed of one service, each value in full. */
export function ChangeDetail({ comparison, id, keys }: ChangeDetailProps) {
  const openRecord = useStore((store) => store.openRecord);
  useKeys(keys);
  const changed = comparison.changed.find((service) => service.id === id);
  const removed = comparison.removed.find((service) => service.id === id);
  const name = (changed ?? removed ?? comparison.added.find((service) => service.id === id))?.name ?? id;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <article className="detail" tabIndex={0} aria-label="Change">
      <header className="detail-head">
        <span className="muted small">
          {changed ? 'changed' : removed ? 'only in the case before' : 'new in the open case'}
        </span>
        <h1>
          <CodeText text={name} limit={300} />
        </h1>
        {removed === undefined && (
          <p>
            <Button look="link" onClick={() => openRecord('services', id)}>
              open the service
            </Button>
          </p>
        )}
      </header>
      {changed !== undefined && (
        <div className="change-fields">
          {condense(changed.fields, countWords).map(({ field, before, after }) => (
            <section key={field} className="change-field">
              <h2>{fieldWords(field)}</h2>
              <dl className="facts">
                <dt>Before</dt>
                <dd className="change-before">
                  <Value text={before} />
                </dd>
                <dt>Now</dt>
                <dd className="change-after">
                  <Value text={after} />
                </dd>
              </dl>
            </section>
          ))}
        </div>
      )}
    </article>
  );
}
