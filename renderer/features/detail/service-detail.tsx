import type { Annotation } from '../../../shared/ipc/contract.ts';
import type { BinaryRecord } from '../../../shared/model/binary-record.ts';
import type { EventRecord } from '../../../shared/model/event-record.ts';
import type { Finding } from '../../../shared/model/finding.ts';
import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { Badge } from '../../ui/badge.tsx';
import { CodeText } from '../../ui/code-text.tsx';
import { AnnotatePanel } from './annotate-panel.tsx';
import { OtherFindings } from './other-findings.tsx';
import { ServiceSections } from './service-sections.tsx';

interface ServiceDetailProps {
  readonly service: ServiceRecord;
  readonly findings: readonly Finding[];
  readonly files: readonly BinaryRecord[];
  readonly events: readonly EventRecord[];
  readonly annotation: Annotation | null;
}

export function ServiceDetail({ service, findings, files, events, annotation }: ServiceDetailProps) {
  return (
    <>
      <header className="detail-head">
        <div className="row">
          <Badge tone="plain">{service.kind}</Badge>
          {service.startMode !== null && <Badge tone="plain">{service.startMode}</Badge>}
          <Badge tone={service.state === 'failed' || service.state === 'deleted' ? 'medium' : 'plain'}>
            {service.state}
          </Badge>
        </div>
        <h1>
          <CodeText text={service.name} limit={200} />
        </h1>
        {service.displayName !== null && service.displayName !== service.name && (
          <p>
            <CodeText text={service.displayName} prose limit={200} />
          </p>
        )}
        {service.description !== null && (
          <p className="muted">
            <CodeText text={service.description} prose limit={400} />
          </p>
        )}
      </header>
      <AnnotatePanel key={service.id} subject={service.id} annotation={annotation} />
      <OtherFindings title="Findings" findings={findings} />
      <ServiceSections service={service} files={files} events={events} />
    </>
  );
}
