import type { BinaryRecord } from '../../../shared/model/binary-record.ts';
import type { EventRecord } from '../../../shared/model/event-record.ts';
import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { BinarySection } from './binary-section.tsx';
import { EvidenceTable } from './evidence-table.tsx';
import { FactTable } from './fact-table.tsx';
import { FilesTable } from './files-table.tsx';
import { HistorySection } from './history-section.tsx';
import { PayloadChain } from './payload-chain.tsx';
import { platformFacts } from './platform-facts.ts';
import { Section } from './section.tsx';
import { serviceFacts } from './service-facts.ts';
import { UnitText } from './unit-text.tsx';

interface ServiceSectionsProps {
  readonly service: ServiceRecord;
  readonly files: readonly BinaryRecord[];
  readonly events: readonly EventRecord[];
  /** Below a finding only the start of it is open. */
  readonly closed?: boolean;
}

/** Everything that is known of one service. */
export function ServiceSections({ service, files, events, closed = false }: ServiceSectionsProps) {
  return (
    <>
      <Section title={closed ? `The ${service.kind}` : 'What it is'}>
        <FactTable facts={serviceFacts(service)} />
      </Section>
      {service.payloads.length > 0 && (
        <Section title="What would run" count={service.payloads.length}>
          <PayloadChain payloads={service.payloads} />
        </Section>
      )}
      {files.length > 0 && (
        <Section title="Files" count={files.length} closed={closed}>
          <FilesTable files={files} service={service.id} />
        </Section>
      )}
      {service.systemd && (
        <Section title="Effective unit" closed={closed}>
          <UnitText unit={service.systemd} />
        </Section>
      )}
      <HistorySection service={service} events={events} closed={closed} />
      <Section title="All fields" closed={closed}>
        <FactTable facts={platformFacts(service)} />
      </Section>
      <BinarySection service={service} closed={closed} />
      <Section title="Read from" count={service.provenance.length} closed={closed}>
        <EvidenceTable evidence={service.provenance} />
      </Section>
    </>
  );
}
