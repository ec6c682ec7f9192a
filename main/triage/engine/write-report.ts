import { join } from 'node:path';
import type { ExportRequest } from '../../../shared/ipc/contract.ts';
import type { EngineRequest } from '../../../shared/ipc/engine.ts';
import { reportCommand, shellLine } from '../../../shared/ipc/report-command.ts';
import type { TriageResult } from '../../../shared/model/triage-event.ts';
import { readAudit } from '../../case/audit.ts';
import type { Sql } from '../../case/sql.ts';
import { exportFormat, FORMAT_IDS } from '../../export/formats.ts';
import { MANIFEST_NAME, manifestText } from '../../export/manifest.ts';
import { CannotWrite } from '../cannot-write.ts';
import { CASE_NAME } from '../case-file.ts';
import { caseReport } from '../case-report.ts';
import { copyCase } from '../copy-case.ts';
import { checkOutputFolder, defaultFolderName, OutputFolder } from '../output-folder.ts';
import { cannotWrite, Refusal } from './refusal.ts';
import type { Session } from './session.ts';

type Preview = Omit<ExportRequest, 'folder'>;

/** The part of the case that is asked for, with its judgements, under the case data that is asked for. */
function resultFor(session: Session, request: Preview): TriageResult {
  const read = caseReport(session.db, request, request.caseData);
  if (!read.ok) throw new Refusal('failed', `${read.error}.`);
  return read.value;
}

export async function previewReport(session: Session, request: Preview): Promise<{ html: string }> {
  const format = await exportFormat('html');
  const [file] = format?.files(resultFor(session, request)) ?? [];
  return { html: [...(file?.text ?? [])].join('') };
}

/** Writes a report into a new folder below the one that the user chose, with its manifest. */
export async function writeReport(
  sql: Sql,
  session: Session,
  request: ExportRequest,
  parent: string,
  attachments: NonNullable<EngineRequest['attachments']>,
): Promise<{ folder: string; files: string[]; commandLine: string | null }> {
  const own = new Set([...FORMAT_IDS, 'case', 'pdf']);
  const unknown = request.formats.find((format) => !own.has(format));
  if (unknown !== undefined) throw new Refusal('invalid', `There is no format ${unknown}.`);
  for (const { name } of attachments) {
    if (!/^[a-z]+\.pdf$/.test(name))
      throw new Refusal('invalid', `${name} is no name for a file of a report.`);
  }
  const result = resultFor(session, request);
  const { header } = result;
  const path = join(parent, defaultFolderName(header.host.hostName, header.root.platform, new Date()));
  const checked = checkOutputFolder(path, session.root, false);
  if (!checked.ok) throw new Refusal('cannot-write', `${checked.error}.`);
  try {
    const folder = new OutputFolder(checked.value);
    for (const id of request.formats) {
      const format = await exportFormat(id);
      for (const file of format?.files(result) ?? []) folder.write(file.name, file.text);
    }
    if (request.formats.includes('case')) folder.writeBytes(CASE_NAME, copyCase(sql, session.db, result));
    for (const { name, bytes } of attachments) folder.writeBytes(name, bytes);
    folder.write('audit.jsonl', [readAudit(session.db)]);
    folder.write(MANIFEST_NAME, [manifestText(header, folder.written)]);
    return {
      folder: folder.path,
      files: folder.written.map(({ name }) => name),
      commandLine: sameByCommand(session, request),
    };
  } catch (error) {
    if (error instanceof CannotWrite) throw cannotWrite(path, error);
    throw error;
  }
}

/** The command that writes the same; null while none does: what was judged since the case was saved is in no file. */
function sameByCommand(session: Session, request: ExportRequest): string | null {
  const { saved, file, header } = session.overview();
  const words = saved && file !== null ? reportCommand(request, file, header.case) : null;
  return words === null ? null : shellLine(words, process.platform === 'win32');
}
