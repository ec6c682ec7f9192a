import { techniqueName } from '../../../shared/attack.ts';
import type { Annotation } from '../../../shared/ipc/contract.ts';
import type { BinaryRecord } from '../../../shared/model/binary-record.ts';
import type { EventRecord } from '../../../shared/model/event-record.ts';
import type { Finding } from '../../../shared/model/finding.ts';
import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { useStore } from '../../store/store.ts';
import { LevelBadge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { CodeText } from '../../ui/code-text.tsx';
import { words } from '../../ui/format.ts';
import { AnnotatePanel } from './annotate-panel.tsx';
import { EvidenceTable } from './evidence-table.tsx';
import { FactTable } from './fact-table.tsx';
import { HistorySection } from './history-section.tsx';
import { OtherFindings } from './other-findings.tsx';
import { Section } from './section.tsx';
import { ServiceSections } from './service-sections.tsx';

interface FindingDetailProps {
  readonly finding: Finding;
  readonly service: ServiceRecord | null;
  readonly findings: readonly Finding[];
  readonly files: readonly BinaryRecord[];
  readonly events: readonly EventRecord[];
  readonly annotation: Annotation | null;
}

function Bullets({ items }: { readonly items: readonly string[] }) {
  return (
    <ul className="bullets">
      {items.map((item) => (
        <li key={item}>
          <CodeText text={item} prose />
        </li>
      ))}
    </ul>
  );
}

function ruleOrigin({ ruleId, author, licence }: Finding): string {
  return [ruleId, author ?? 'author not stated', licence ?? 'licence not stated'].join(' · ');
}

/** Why, with which values, where the proof lies, what else it may be, what to do. In this order. */
export function FindingDetail({ finding, service, findings, files, events, annotation }: FindingDetailProps) {
  const openRecord = useStore((store) => store.openRecord);
  const others = findings.filter((other) => other.id !== finding.id);
  return (
    <>
      <header className="detail-head">
        <div className="row">
          <LevelBadge level={finding.level} />
          <span className="muted small">
            {finding.confidence} confidence · {words(finding.component)}
          </span>
        </div>
        <h1>
          <CodeText text={finding.title} prose limit={300} />
        </h1>
        <div className="row">
          <CodeText text={finding.subject.name} limit={200} />
          {service !== null && (
            <Button look="link" onClick={() => openRecord('services', service.id)}>
              open the {service.kind}
            </Button>
          )}
          {finding.subject.kind === 'event' && (
            <Button look="link" onClick={() => openRecord('events', finding.subject.id)}>
              open the event
            </Button>
          )}
        </div>
      </header>
      <p className="why">
        <CodeText text={finding.why} prose />
      </p>
      <AnnotatePanel key={finding.subject.id} subject={finding.subject.id} annotation={annotation} />
      <Section title="What matched">
        <FactTable facts={finding.matched.map(({ field, value }) => ({ name: field, value }))} />
      </Section>
      <Section title="Where the proof lies">
        <EvidenceTable evidence={finding.evidence} />
      </Section>
      <Section title="What else it may be">
        <Bullets items={finding.falsePositives} />
      </Section>
      <Section title="Next steps">
        <Bullets items={finding.nextSteps} />
      </Section>
      <Section title="Techniques">
        <ul className="plain">
          {finding.techniques.map((technique) => (
            <li key={technique}>
              <CodeText text={technique} plain limit={40} />{' '}
              <CodeText text={techniqueName(technique)} prose plain limit={200} />
            </li>
          ))}
        </ul>
      </Section>
      <OtherFindings findings={others} title="Other findings of the same" />
      {service === null && events.length > 0 && (
        <HistorySection service={null} events={events} closed={false} />
      )}
      {service !== null && <ServiceSections service={service} files={files} events={events} closed />}
      <p className="muted small rule-line">
        Rule <CodeText text={finding.rule} plain limit={200} /> ·{' '}
        <CodeText text={ruleOrigin(finding)} prose limit={400} />
      </p>
    </>
  );
}
