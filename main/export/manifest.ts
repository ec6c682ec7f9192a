import type { Header } from '../../shared/model/run.ts';
import { SCHEMA_VERSION } from '../../shared/model/schema-version.ts';
import { compareText } from '../../shared/text.ts';

export const MANIFEST_NAME = 'manifest.json';

export interface ManifestFile {
  /** A plain name beside the manifest. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Who made the files from what; `notes` is what a reader must know before comparing them with the evidence. */
export interface Manifest {
  readonly type: 'manifest';
  readonly schemaVersion: string;
  readonly tool: Pick<Header['tool'], 'name' | 'version' | 'rules' | 'ruleSetSha256'>;
  readonly case: Header['case'];
  readonly host: string | null;
  readonly target: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly notes: readonly string[];
  readonly files: readonly ManifestFile[];
}

const NOTES = [
  'Text of the evidence is exact in daemonscope.jsonl only.',
  "In *.csv, text that a spreadsheet would compute has an added ' before it, control characters are visible and cells end after 32,000 characters.",
  'In *.html, control, bidirectional and zero-width characters are visible and long values are shortened.',
  'In timesketch.*, stix-bundle.json and ecs.ndjson, unpaired surrogates are written as visible text, which other programs can load.',
  'timesketch.csv has times with six decimals; evidence_time has them as they are.',
];

/** The content of manifest.json. Files are sorted by name; the manifest itself is not among them. */
export function manifestText(
  { tool, run, case: given, host }: Header,
  files: readonly ManifestFile[],
): string {
  const manifest: Manifest = {
    type: 'manifest',
    schemaVersion: SCHEMA_VERSION,
    tool: { name: tool.name, version: tool.version, rules: tool.rules, ruleSetSha256: tool.ruleSetSha256 },
    case: { case: given.case, evidence: given.evidence, examiner: given.examiner, notes: given.notes },
    host: host.hostName,
    target: run.target,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    notes: NOTES,
    files: files
      .map(({ name, size, sha256 }) => ({ name, size, sha256 }))
      .sort((a, b) => compareText(a.name, b.name)),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
