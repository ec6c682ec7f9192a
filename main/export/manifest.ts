import { z } from 'zod';
import { type Header, SCHEMA_VERSION } from '../../shared/model/run.ts';
import { compareText } from '../../shared/text.ts';

export const MANIFEST_NAME = 'manifest.json';

const manifestFileSchema = z.strictObject({
  /** A plain name beside the manifest: one that could lead out of the folder is not a manifest of ours. */
  name: z.string().regex(/^(?!\.{1,2}$)[^/\\:\0]+$/),
  size: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ManifestFile = z.infer<typeof manifestFileSchema>;

export const manifestSchema = z.strictObject({
  type: z.literal('manifest'),
  schemaVersion: z.string(),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  case: z.strictObject({
    case: z.string().nullable(),
    evidence: z.string().nullable(),
    examiner: z.string().nullable(),
  }),
  host: z.string().nullable(),
  target: z.string(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  /** What a reader of the files must know before they compare them with the evidence. */
  notes: z.array(z.string()),
  files: z.array(manifestFileSchema),
});
export type Manifest = z.infer<typeof manifestSchema>;

const NOTES = [
  'Text of the evidence is exact in *.jsonl only.',
  "In *.csv, cells that a spreadsheet would compute start with an added ' (also after a semicolon), control characters are visible and cells end after 32,000 characters.",
  'In *.html, control, bidirectional and zero-width characters are visible and long values are shortened.',
];

/** The content of manifest.json; files are sorted by name, the manifest itself is not among them. */
export function manifestText(header: Header, files: readonly ManifestFile[]): string {
  const manifest: Manifest = {
    type: 'manifest',
    schemaVersion: SCHEMA_VERSION,
    tool: { name: header.tool.name, version: header.tool.version },
    case: { case: header.case.case, evidence: header.case.evidence, examiner: header.case.examiner },
    host: header.host.hostName,
    target: header.run.target,
    startedAt: header.run.startedAt,
    finishedAt: header.run.finishedAt,
    notes: NOTES,
    files: files
      .map(({ name, size, sha256 }) => ({ name, size, sha256 }))
      .sort((a, b) => compareText(a.name, b.name)),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
