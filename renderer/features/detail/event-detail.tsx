import { parameterMeaning } from '../../../shared/event-parameters.ts';
import type { EventRecord } from '../../../shared/model/event-record.ts';
import type { Finding } from '../../../shared/model/finding.ts';
import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { useStore } from '../../store/store.ts';
import { Button } from '../../ui/button.tsx';
import { CodeText } from '../../ui/code-text.tsx';
import { exactTime } from '../../ui/format.ts';
import { comparedFacts } from './compared-facts.ts';
import { EvidenceTable } from './evidence-table.tsx';
import { type Fact, FactTable } from './fact-table.tsx';
import { HistorySection } from './history-section.tsx';
import { OtherFindings } from './other-findings.tsx';
import { Section } from './section.tsx';

interface EventDetailProps {
  readonly event: EventRecord;
  readonly service: ServiceRecord | null;
  readonly findings: readonly Finding[];
  /** All that is recorded of the same service. */
  readonly events: readonly EventRecord[];
}

function factsOf(event: EventRecord): Fact[] {
  const facts: [string, string | number | null, boolean?][] = [
    ['Time', event.time === null ? null : exactTime(event.time)],
    ['Action', event.action],
    ['Service', event.service, true],
    ['By', event.actor, true],
    ['Event', event.eventId],
    ['Channel', event.channel],
    ['Provider', event.provider],
    ['Computer', event.computer],
    ['Read by', event.source],
  ];
  return facts.flatMap(([name, value, copy = false]) =>
    value === null || value === '' ? [] : [{ name, value: String(value), copy }],
  );
}

/** The name as the record has it, and what it says where that is a number only. */
function fieldTitle(event: EventRecord, name: string): string {
  const meaning = parameterMeaning(event, name);
  return meaning === null ? name : `${name} (${meaning})`;
}

/** One record of a log, whole: what it means, its own fields, and where it lies. */
export function EventDetail({ event, service, findings, events }: EventDetailProps) {
  const openRecord = useStore((store) => store.openRecord);
  const compared = comparedFacts(event);
  const fields =
    compared ??
    Object.entries(event.fields)
      .filter(([, value]) => value !== null && value !== '')
      .map(([name, value]): Fact => ({ name: fieldTitle(event, name), value: String(value) }));
  return (
    <>
      <header className="detail-head">
        <span className="muted small">
          {[event.channel, event.eventId].filter((part) => part !== null).join(' ') || event.source}
        </span>
        <h1>
          <CodeText text={event.service ?? event.provider ?? event.source} limit={200} />{' '}
          <span className="muted">{event.action}</span>
        </h1>
        {service !== null && (
          <div>
            <Button look="link" onClick={() => openRecord('services', service.id)}>
              open the {service.kind}
            </Button>
          </div>
        )}
      </header>
      <OtherFindings title="Findings" findings={findings} />
      <Section title="What happened">
        <FactTable facts={factsOf(event)} />
      </Section>
      {fields.length > 0 && (
        <Section title={compared ? 'What two copies say' : 'Fields of the record'} count={fields.length}>
          <FactTable facts={fields} />
        </Section>
      )}
      <Section title="Read from" count={event.provenance.length}>
        <EvidenceTable evidence={event.provenance} />
      </Section>
      <HistorySection service={service} events={events} closed />
    </>
  );
}
