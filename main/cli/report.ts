import { existsSync, readFileSync, statSync } from 'node:fs';
import type { TriageResult } from '../../shared/model/triage-event.ts';
import { visibleText } from '../../shared/text.ts';
import { readAudit } from '../case/audit.ts';
import { type Database, loadSql, type Sql } from '../case/sql.ts';
import { exportFormat, FORMAT_IDS } from '../export/formats.ts';
import { MANIFEST_NAME, manifestText } from '../export/manifest.ts';
import { CASE_NAME } from '../triage/case-file.ts';
import { caseReport } from '../triage/case-report.ts';
import { copyCase } from '../triage/copy-case.ts';
import { readCaseFile } from '../triage/engine/read-case-file.ts';
import { Refusal } from '../triage/engine/refusal.ts';
import { checkOutputFolder, defaultFolderName, OutputFolder } from '../triage/output-folder.ts';
import { EXIT, type ExitCode, UsageError } from './exit-code.ts';
import { parseOptions } from './parse-options.ts';
import { SCOPE_OPTIONS, scopeOf } from './report-scope.ts';
import { attackVersion, formatList } from './scan-options.ts';
import { writeStdout } from './write-stdout.ts';

const OPTIONS = {
  format: { type: 'string' },
  output: { type: 'string', short: 'o' },
  stdout: { type: 'boolean' },
  'attack-version': { type: 'string' },
  overwrite: { type: 'boolean' },
  case: { type: 'string' },
  evidence: { type: 'string' },
  examiner: { type: 'string' },
  notes: { type: 'string' },
  ...SCOPE_OPTIONS,
} as const;
const CASE_DATA = ['case', 'evidence', 'examiner', 'notes'] as const;

/** `daemonscope report CASE`: the exports of a run or of a part of it, with what the analyst said of it, from its case file. */
export async function report(args: readonly string[], sqlUrl: URL): Promise<ExitCode> {
  const { values, positionals } = parseOptions(args, OPTIONS);
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) throw new UsageError('report takes one case file');
  const stdout = values.stdout === true;
  if (stdout && values.output !== undefined) throw new UsageError('--stdout and --output exclude each other');
  const formats = formatList(values.format, stdout, FORMAT_IDS);
  const chosen = { attackVersion: attackVersion(values['attack-version']) };
  const scope = scopeOf(values);
  const sql = await loadSql(readFileSync(sqlUrl));
  const db = openedCase(sql, file);
  const given = CASE_DATA.filter((name) => values[name] !== undefined);
  // An empty text takes away what the case says.
  const changed = Object.fromEntries(given.map((name) => [name, values[name] || null]));
  const read = caseReport(db, scope, changed);
  if (!read.ok) throw new UsageError(`${file}: ${read.error}`);
  const result = read.value;
  const { header } = result;
  if (stdout) {
    const format = await exportFormat(formats[0] ?? 'jsonl');
    for (const one of format?.files(result, chosen) ?? []) writeStdout(one.text);
    return EXIT.done;
  }
  const path = values.output ?? defaultFolderName(header.host.hostName, header.root.platform, new Date());
  const checked = checkOutputFolder(path, examinedFolder(result), values.overwrite === true);
  if (!checked.ok) throw new UsageError(checked.error);
  const folder = new OutputFolder(checked.value);
  for (const id of formats) {
    const format = await exportFormat(id);
    for (const one of format?.files(result, chosen) ?? []) folder.write(one.name, one.text);
  }
  if (formats.includes('case')) folder.writeBytes(CASE_NAME, copyCase(sql, db, result));
  folder.write('audit.jsonl', [readAudit(db)]);
  const { sha256 } = folder.write(MANIFEST_NAME, [manifestText(header, folder.written)]);
  process.stderr.write(`${visibleText(`Report in ${folder.path}`)}\nmanifest.json SHA-256 ${sha256}\n`);
  return EXIT.done;
}

function openedCase(sql: Sql, file: string): Database {
  try {
    return readCaseFile(sql, file);
  } catch (error) {
    if (error instanceof Refusal) throw new UsageError(error.message);
    throw error;
  }
}

/** The folder that the run examined, if it is still here: nothing is written into evidence. */
function examinedFolder({ header: { run } }: TriageResult): string | null {
  const { target, targetKind } = run;
  return targetKind === 'directory' && existsSync(target) && statSync(target).isDirectory() ? target : null;
}
