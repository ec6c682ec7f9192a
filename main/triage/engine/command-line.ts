import type { ScanRequest } from '../../../shared/ipc/contract.ts';

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
