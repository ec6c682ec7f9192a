import { detect } from '../../main/detect/detect.ts';
import type { CompiledInventoryRule } from '../../main/detect/rule-set.ts';
import type { Finding } from '../../shared/model/finding.ts';
import type { UnitProcess } from '../../shared/model/systemd-detail.ts';
import type { TriageResult } from '../../shared/model/triage-event.ts';

/** A process of a unit: what a situation says of it. The first of a unit is its main process unless said otherwise. */
export interface RunningSpec {
  readonly executable: string;
  readonly deleted?: boolean;
  readonly main?: boolean;
}

/** What the rule says of a result, had the processes given run in its units. Keys are names of units. */
export function judgeRunning(
  result: TriageResult,
  rule: CompiledInventoryRule,
  running: Readonly<Record<string, readonly RunningSpec[]>>,
): readonly Finding[] {
  const services = result.services.map((record) => {
    const specs = running[record.name];
    if (record.systemd === undefined || specs === undefined) return record;
    return {
      ...record,
      state: 'running' as const,
      systemd: { ...record.systemd, processes: specs.map(processOf) },
    };
  });
  const { findings } = detect(
    {
      services,
      deleted: [],
      settings: [],
      host: result.header.host,
      filesComplete: true,
      baseline: null,
      logsRead: false,
      knownAdmins: null,
      knownServices: null,
      iocs: [],
      binaries: result.binaries,
    },
    { rules: [rule], judgements: [], sha256: '' },
  );
  return findings;
}

function processOf({ executable, deleted = false, main }: RunningSpec, index: number): UnitProcess {
  return {
    pid: 100 + index,
    parentPid: 1,
    executable,
    executableDeleted: deleted,
    sha256: null,
    commandLine: [executable],
    user: 'root',
    started: null,
    main: main ?? index === 0,
  };
}
