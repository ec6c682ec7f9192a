import type { Annotation } from '../../../shared/ipc/contract.ts';
import { useStore } from '../../store/store.ts';
import { VerdictBadge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { CodeText } from '../../ui/code-text.tsx';
import { shortTime } from '../../ui/format.ts';

/** What was judged, in a case that the user opened read-only. */
export function ReadOnlyJudgement({ annotation }: { readonly annotation: Annotation | null }) {
  const saveCase = useStore((store) => store.saveCase);
  return (
    <section className="annotate" aria-label="Your judgement">
      <div className="row">
        <VerdictBadge verdict={annotation?.verdict ?? 'unreviewed'} />
        {annotation !== null && annotation.tags.length > 0 && (
          <CodeText text={annotation.tags.join(', ')} plain limit={200} />
        )}
        {annotation !== null && annotation.when !== '' && (
          <span className="muted small">
            <CodeText text={annotation.who} prose plain limit={80} /> {shortTime(annotation.when)}
          </span>
        )}
        <span className="muted">Open read-only.</span>
        <Button look="link" onClick={() => void saveCase('ask')}>
          Save a copy to judge…
        </Button>
      </div>
      {annotation !== null && annotation.note !== '' && (
        <p>
          <CodeText text={annotation.note} prose plain limit={2_000} />
        </p>
      )}
    </section>
  );
}
