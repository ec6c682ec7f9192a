import type { Finding } from '../../../shared/model/finding.ts';
import type { Provenance } from '../../../shared/model/provenance.ts';
import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { useStore } from '../../store/store.ts';
import { Button } from '../../ui/button.tsx';
import { CodeText } from '../../ui/code-text.tsx';
import { words } from '../../ui/format.ts';
import { EvidenceTable } from './evidence-table.tsx';
import { FactTable } from './fact-table.tsx';
import { OtherFindings } from './other-findings.tsx';
import { fieldTitle, valueText } from './platform-facts.ts';
import { Section } from './section.tsx';

interface PlainRecordProps {
  readonly record: unknown;
  readonly service: ServiceRecord | null;
  readonly findings: readonly Finding[];
}

interface Known {
  readonly type?: string;
  readonly path?: string | null;
  /** Of a diagnostic. */
  readonly code?: string;
  readonly provenance?: readonly Provenance[];
  readonly usedBy?: readonly { readonly service: string; readonly role: string }[];
}

const COPIED = new Set(['path', 'evidencePath', 'sha256', 'sha1', 'md5']);
const ELSEWHERE = new Set(['type', 'provenance', 'usedBy']);

/** A file, an event or a diagnostic: every field it has. */
export function PlainRecord({ record, service, findings }: PlainRecordProps) {
  const openRecord = useStore((store) => store.openRecord);
  const known = (record ?? {}) as Known;
  const facts = Object.entries(known)
    .filter(([name, value]) => value !== null && value !== '' && !ELSEWHERE.has(name))
    .map(([name, value]) => ({ name: fieldTitle(name), value: valueText(value), copy: COPIED.has(name) }));
  return (
    <>
      <header className="detail-head">
        <span className="muted small">{known.type === 'binary' ? 'file' : known.type}</span>
        <h1>
          <CodeText text={known.path ?? service?.name ?? known.code ?? 'record'} limit={300} />
        </h1>
        {service !== null && (
          <Button look="link" onClick={() => openRecord('services', service.id)}>
            open the {service.kind} <CodeText text={service.name} plain limit={120} />
          </Button>
        )}
      </header>
      <Section title="All fields">
        <FactTable facts={facts} />
      </Section>
      {known.usedBy && known.usedBy.length > 0 && (
        <Section title="Used by" count={known.usedBy.length}>
          <ul className="plain">
            {known.usedBy.map((use) => (
              <li key={`${use.service} ${use.role}`}>
                <Button look="link" onClick={() => openRecord('services', use.service)}>
                  <CodeText text={use.service} plain />
                </Button>{' '}
                <span className="muted">{words(use.role)}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {known.provenance && (
        <Section title="Read from" count={known.provenance.length}>
          <EvidenceTable evidence={known.provenance} />
        </Section>
      )}
      <OtherFindings title="Findings" findings={findings} />
    </>
  );
}
