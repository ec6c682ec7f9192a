import type { RequestOf, Table, TimeRange } from '../../../shared/ipc/contract.ts';
import { useStore } from '../../store/store.ts';
import { useRequest } from '../../store/use-request.ts';
import { Button } from '../../ui/button.tsx';
import { plural } from '../../ui/format.ts';
import { rangeText } from '../../ui/time-range.ts';

const COUNT = { filter: '', levels: [], hideKnownGood: false, sort: [], offset: 0, limit: 0 };

function useCount(table: Table, range: TimeRange): number | null {
  const version = useStore((store) => store.caseVersion);
  const request: RequestOf<'case:rows'> = { ...COUNT, table, range };
  return useRequest('case:rows', request, version).value?.total ?? null;
}

/** The chosen time in words, what there is of it, and the way there: those pages then show this time only. */
export function RangeSummary({ range }: { readonly range: TimeRange }) {
  const setRange = useStore((store) => store.setTimeRange);
  const go = useStore((store) => store.go);
  const counts = [
    ['events', 'event', useCount('events', range)],
    ['findings', 'finding', useCount('findings', range)],
    ['services', 'changed service', useCount('services', range)],
  ] as const;
  return (
    <div className="range-summary">
      <p role="status">
        <strong>{rangeText(range)}</strong>
      </p>
      <span className="row">
        {counts.map(([view, noun, count]) => (
          <Button key={view} small onClick={() => go(view)}>
            {count === null ? '…' : plural(count, noun)}
          </Button>
        ))}
        <Button look="link" onClick={() => setRange(null)}>
          all times again
        </Button>
      </span>
    </div>
  );
}
