import { type PrintBlock, parsePrintBlocks } from './print-blocks.ts';

/** What `launchctl print DOMAIN/LABEL` says of one job (launchctl(1)). Null for a key that is not printed. */
export interface LaunchdJobState {
  /** As printed, `system/com.example.job`. */
  readonly target: string;
  readonly label: string;
  /** `running`, `not running`, `waiting`, `spawn scheduled`, … */
  readonly state: string | null;
  readonly pid: number | null;
  /** The property list that it was loaded from. */
  readonly path: string | null;
  /** `LaunchDaemon`, `LaunchAgent`, `Submitted`, … */
  readonly type: string | null;
  readonly program: string | null;
  readonly arguments: readonly string[];
  /** `environment`, without what launchd hands to every job. */
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly workingDirectory: string | null;
  readonly runs: number | null;
  /** `0`, `78: EX_CONFIG`, `(never exited)`. */
  readonly lastExitCode: string | null;
  /** `daemon (3)`. */
  readonly spawnType: string | null;
  readonly parentBundle: string | null;
  readonly damaged: number;
}

/** Null when the text is not such an output. */
export function parseLaunchdJob(text: string): LaunchdJobState | null {
  const tree = parsePrintBlocks(text);
  const top = tree.blocks[0];
  if (top === undefined) return null;
  const value = (key: string): string | null => top.values.get(key) ?? null;
  const number = (key: string): number | null => {
    const found = /^\d{1,10}$/.exec(value(key) ?? '')?.[0];
    return found === undefined ? null : Number(found);
  };
  return {
    target: top.name,
    label: top.name.split('/').pop() ?? top.name,
    state: value('state'),
    pid: number('pid'),
    path: value('path'),
    type: value('type'),
    program: value('program'),
    arguments: block(top, 'arguments')?.items ?? [],
    environment: (block(top, 'environment')?.items ?? []).flatMap((item) => variable(item) ?? []),
    workingDirectory: value('working directory'),
    runs: number('runs'),
    lastExitCode: value('last exit code') ?? value('last exit status'),
    spawnType: value('spawn type'),
    parentBundle: value('parent bundle identifier'),
    damaged: tree.damaged,
  };
}

function block(top: PrintBlock, name: string): PrintBlock | undefined {
  return top.blocks.find((candidate) => candidate.name === name);
}

function variable(item: string): { name: string; value: string } | null {
  const at = item.indexOf(' => ');
  return at <= 0 ? null : { name: item.slice(0, at), value: item.slice(at + 4) };
}
