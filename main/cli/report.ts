import { existsSync, readFileSync, statSync } from 'node:fs';
import type { TriageResult } from '../../shared/model/triage-event.ts';
import { visibleText } from '../../shared/text.ts';
import { annotatedResult } from '../case/annotated-result.ts';
import { listAnnotations } from '../case/annotations.ts';
import { readAudit } from '../case/audit.ts';
import { readResult } from '../case/read-result.ts';
import { type Database, loadSql, type Sql } from '../case/sql.ts';
import { exportFormat, FORMAT_IDS } from '../export/formats.ts';
import { MANIFEST_NAME, manifestText } from '../export/manifest.ts';
import { CASE_NAME } from '../triage/case-file.ts';
import { copyCase } from '../triage/copy-case.ts';
import { readCaseFile } from '../triage/engine/read-case-file.ts';
import { Refusal } from '../triage/engine/refusal.ts';
import { checkOutputFolder, defaultFolderName, OutputFolder } from '../triage/output-folder.ts';
import { EXIT, type ExitCode, UsageError } from './exit-code.ts';
import { parseOptions } from './parse-options.ts';
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
} as const;

/** `daemonscope report CASE`: the exports of a run, with what the analyst said of it, from its case file. */
export async function report(args: readonly string[], sqlUrl: URL): Promise<ExitCode> {
  const { values, positionals } = parseOptions(args, OPTIONS);
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) throw new UsageError('report takes one case file');
  const stdout = values.stdout === true;
  if (stdout && values.output !== undefined) throw new UsageError('--stdout and --output exclude each other');
  const formats = formatList(values.format, stdout, FORMAT_IDS);
  const chosen = { attackVersion: attackVersion(values['attack-version']) };
  const sql = await loadSql(readFileSync(sqlUrl));
  const db = openedCase(sql, file);
  const read = readResult(db);
  if (!read.ok) throw new UsageError(`${file}: ${read.error}`);
  const { header } = read.value;
  const result: TriageResult = {
    ...annotatedResult(read.value, listAnnotations(db)),
    header: {
      ...header,
      case: {
        case: values.case ?? header.case.case,
        evidence: values.evidence ?? header.case.evidence,
        examiner: values.examiner ?? header.case.examiner,
        notes: values.notes ?? header.case.notes,
      },
    },
  };
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
  const { sha256 } = folder.write(MANIFEST_NAME, [manifestText(result.header, folder.written)]);
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
