import { MAX_LISTED_UNITS } from '../../../shared/limits.ts';
import { type PrintBlock, parsePrintBlocks, unquote } from './print-blocks.ts';

/** One row of `services = { … }`. */
export interface ListedJob {
  readonly label: string;
  /** Null when it does not run. */
  readonly pid: number | null;
  /** Last exit status as printed: a number, `-` for none, `(pe)` while an exit is pending. */
  readonly status: string;
}

/** An entry of the override database (`launchctl enable`, `disable`). */
export interface JobOverride {
  readonly label: string;
  readonly disabled: boolean;
}

/** What `launchctl print system`, `print gui/501`, `print user/501` says of a domain (launchctl(1)). */
export interface LaunchdDomain {
  readonly domain: string;
  readonly jobs: readonly ListedJob[];
  readonly overrides: readonly JobOverride[];
  /** Rows and blocks that could not be understood. */
  readonly damaged: number;
}

/** Null when the text is not such an output (an error message, nothing). */
export function parseLaunchdDomain(text: string): LaunchdDomain | null {
  const tree = parsePrintBlocks(text);
  const top = tree.blocks[0];
  if (top === undefined) return null;
  const rows = named(top, 'services')?.items ?? [];
  const jobs = rows.slice(0, MAX_LISTED_UNITS).flatMap((row) => listedJob(row) ?? []);
  const disabled = disabledServices(top);
  const damaged = tree.damaged + rows.length - jobs.length + disabled.damaged;
  return { domain: top.name, jobs, overrides: disabled.overrides, damaged };
}

/** What `launchctl print-disabled DOMAIN` says. Null when the text is not such an output. */
export function parsePrintDisabled(
  text: string,
): { readonly overrides: readonly JobOverride[]; readonly damaged: number } | null {
  const tree = parsePrintBlocks(text);
  const block = tree.blocks.find(({ name }) => name === 'disabled services');
  if (block === undefined) return null;
  const { overrides, damaged } = disabledRows(block);
  return { overrides, damaged: damaged + tree.damaged };
}

function disabledServices(top: PrintBlock) {
  const block = named(top, 'disabled services');
  return block === undefined ? { overrides: [], damaged: 0 } : disabledRows(block);
}

/** `"com.example.job" => disabled`, before macOS 13 `=> true`, which means the same. */
function disabledRows(block: PrintBlock) {
  const overrides: JobOverride[] = [];
  let damaged = 0;
  for (const item of block.items.slice(0, MAX_LISTED_UNITS)) {
    const found = /^(.+) => (disabled|enabled|true|false)$/.exec(item);
    if (found === null) {
      damaged += 1;
      continue;
    }
    const [, label = '', word] = found;
    overrides.push({ label: unquote(label), disabled: word === 'disabled' || word === 'true' });
  }
  return { overrides, damaged };
}

function listedJob(row: string): ListedJob | null {
  const found = /^(\d{1,10}|-)\s+(\S+)\s+(\S.*)$/.exec(row);
  if (found === null) return null;
  const [, pid = '', status = '', label = ''] = found;
  const number = pid === '-' ? 0 : Number(pid);
  return { label, pid: number === 0 ? null : number, status };
}

function named(top: PrintBlock, name: string): PrintBlock | undefined {
  return top.blocks.find((block) => block.name === name);
}
