import type { EventRecord } from '../../../shared/model/event-record.ts';
import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { CodeText } from '../../ui/code-text.tsx';
import { exactTime } from '../../ui/format.ts';
import { Section } from './section.tsx';

interface HistorySectionProps {
  readonly service: ServiceRecord;
  readonly events: readonly EventRecord[];
  readonly closed: boolean;
}

type Entry = NonNullable<ServiceRecord['windows']>['history'][number];

function ControlSets({ history }: { readonly history: readonly Entry[] }) {
  return (
    <ul className="plain chain">
      {history.map((entry) => (
        <li key={`${entry.where} ${entry.path}`}>
          <strong>
            <CodeText text={entry.where} plain />
          </strong>{' '}
          <span className="muted">{exactTime(entry.keyLastWrite)}</span>
          {!entry.present && <p>The service is not there.</p>}
          {entry.present && entry.differences.length === 0 && <p className="muted">The same.</p>}
          {entry.differences.map((difference) => (
            <p key={difference.field}>
              <CodeText text={difference.field} prose plain limit={120} />:{' '}
              <CodeText text={difference.there ?? 'not set'} /> there,{' '}
              <CodeText text={difference.here ?? 'not set'} /> here
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}

/** The service in other control sets and backups, and what logs say of it. */
export function HistorySection({ service, events, closed }: HistorySectionProps) {
  const history = service.windows?.history ?? [];
  const count = history.length + events.length;
  if (count === 0) return null;
  return (
    <Section title="History" count={count} closed={closed}>
      {history.length > 0 && <ControlSets history={history} />}
      {events.length > 0 && (
        <ul className="plain chain">
          {events.map((event) => (
            <li key={event.id}>
              <strong>{event.action}</strong> <span className="muted">{exactTime(event.time)}</span>{' '}
              {event.actor !== null && (
                <>
                  by <CodeText text={event.actor} plain />
                </>
              )}
              <p className="muted">
                <CodeText
                  text={Object.entries(event.fields)
                    .filter(([, value]) => value !== null)
                    .map(([name, value]) => `${name}=${value}`)
                    .join(' ')}
                />
              </p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
