import { useMemo } from 'react';
import type { EventRecord } from '../../../shared/model/event-record.ts';
import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { CodeText } from '../../ui/code-text.tsx';
import { exactTime } from '../../ui/format.ts';
import { countEntries, lifeLine } from './life-line.ts';
import { LifeList } from './life-list.tsx';
import { fieldTitle } from './platform-facts.ts';
import { Section } from './section.tsx';

interface HistorySectionProps {
  /** null: the service is only known from logs. */
  readonly service: ServiceRecord | null;
  readonly events: readonly EventRecord[];
  readonly closed: boolean;
}

type State = NonNullable<ServiceRecord['windows']>['history'][number];

function OtherStates({ states }: { readonly states: readonly State[] }) {
  return (
    <ul className="plain chain">
      {states.map((state) => (
        <li key={`${state.where} ${state.path}`}>
          <strong>
            <CodeText text={state.where} plain />
          </strong>{' '}
          <span className="muted">{exactTime(state.keyLastWrite)}</span>
          {!state.present && <p>The service is not there.</p>}
          {state.present && state.differences.length === 0 && <p className="muted">The same.</p>}
          {state.differences.map((difference) => (
            <p key={difference.field}>
              <CodeText text={fieldTitle(difference.field)} prose plain limit={120} />:{' '}
              <CodeText text={difference.there ?? 'not set'} /> there,{' '}
              <CodeText text={difference.here ?? 'not set'} /> here
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}

/** What happened to the service, from logs and from the registry's own memory, and how other copies of the configuration have it. */
export function HistorySection({ service, events, closed }: HistorySectionProps) {
  const line = useMemo(() => lifeLine(service, events), [service, events]);
  const states = service?.windows?.history ?? [];
  return (
    <>
      {line.length > 0 && (
        <Section title="Life of the service" count={countEntries(line)} closed={closed}>
          <LifeList line={line} />
        </Section>
      )}
      {states.length > 0 && (
        <Section title="Other copies of its configuration" count={states.length} closed={closed}>
          <OtherStates states={states} />
        </Section>
      )}
    </>
  );
}
