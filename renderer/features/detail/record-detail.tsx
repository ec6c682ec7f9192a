import { useMemo } from 'react';
import type { Table } from '../../../shared/ipc/contract.ts';
import type { BinaryRecord } from '../../../shared/model/binary-record.ts';
import type { EventRecord } from '../../../shared/model/event-record.ts';
import type { Finding } from '../../../shared/model/finding.ts';
import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { useKeys } from '../../app/use-shortcuts.ts';
import { useStore } from '../../store/store.ts';
import { useRequest } from '../../store/use-request.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EventDetail } from './event-detail.tsx';
import { FindingDetail } from './finding-detail.tsx';
import { PlainRecord } from './plain-record.tsx';
import { ServiceDetail } from './service-detail.tsx';
import './detail.css';

interface RecordDetailProps {
  readonly table: Table;
  readonly id: string;
  /** What Escape does; without it the record is closed. */
  readonly onClose?: () => void;
}

/** One record whole, with what belongs to it. Any page may show it beside its rows. Escape closes it. */
export function RecordDetail({ table, id, onClose }: RecordDetailProps) {
  const version = useStore((store) => store.caseVersion);
  const select = useStore((store) => store.select);
  const { value, error, pending } = useRequest('case:record', { table, id }, version);
  const keys = useMemo(() => ({ Escape: onClose ?? (() => select(table, null)) }), [onClose, select, table]);
  useKeys(keys);
  if (error !== null) return <EmptyState title="This record could not be read">{error.message}</EmptyState>;
  if (value === null) return pending ? <EmptyState title="Reading…" /> : null;
  const findings = value.findings as Finding[];
  const files = value.files as BinaryRecord[];
  const events = value.events as EventRecord[];
  const shared = { findings, files, events, annotation: value.annotation };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <article className="detail" tabIndex={0} aria-label="Detail">
      {table === 'services' && <ServiceDetail key={id} service={value.record as ServiceRecord} {...shared} />}
      {table === 'findings' && (
        <FindingDetail
          key={id}
          finding={value.record as Finding}
          service={value.service as ServiceRecord | null}
          {...shared}
        />
      )}
      {table === 'events' && (
        <EventDetail
          key={id}
          event={value.record as EventRecord}
          service={value.service as ServiceRecord | null}
          findings={findings}
          events={events}
        />
      )}
      {table !== 'services' && table !== 'findings' && table !== 'events' && (
        <PlainRecord
          record={value.record}
          service={value.service as ServiceRecord | null}
          findings={findings}
        />
      )}
    </article>
  );
}
