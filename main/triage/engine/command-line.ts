import type { ExportRequest, ScanRequest } from '../../../shared/ipc/contract.ts';

type CaseData = ScanRequest['caseData'];

function caseOptions({ case: name, evidence, examiner, notes }: CaseData): string[] {
  const options = { case: name, evidence, examiner, notes };
  return Object.entries(options).flatMap(([option, text]) =>
    text === null || text === '' ? [] : [`--${option}`, text],
  );
}

/** The command that does the same as a scan of the window. */
export function scanCommand(request: ScanRequest, root: string | null, baseline: string | null): string[] {
  return [
    'daemonscope',
    'scan',
    root ?? '--live',
    ...(request.hash ? [] : ['--no-hash']),
    ...(baseline === null ? [] : ['--baseline', baseline]),
    ...caseOptions(request.caseData),
  ];
}

/** The command that writes the same report; from the case when it has a file, otherwise by a new scan. */
export function reportCommand(
  request: Pick<ExportRequest, 'formats' | 'caseData'>,
  folder: string,
  file: string | null,
  scan: readonly string[],
): string[] {
  const formats = request.formats.filter((format) => format !== 'pdf');
  const output = [...(formats.length > 0 ? ['--format', formats.join(',')] : []), '--output', folder];
  if (file === null) return [...scan, ...output];
  return ['daemonscope', 'report', file, ...output, ...caseOptions(request.caseData)];
}

/** One line to copy into a shell. */
export function shellLine(words: readonly string[], platform: NodeJS.Platform = process.platform): string {
  return words.map((word) => quoted(word, platform)).join(' ');
}

function quoted(word: string, platform: NodeJS.Platform): string {
  if (platform === 'win32') return /^[\w.,:\\/@=+-]+$/.test(word) ? word : `"${word.replaceAll('"', '""')}"`;
  return /^[\w.,:/@=+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
