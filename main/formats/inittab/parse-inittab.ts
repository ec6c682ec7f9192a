import { MAX_STARTUP_ENTRIES } from '../../../shared/limits.ts';
import { plainLines, scriptText } from '../init-script/script-text.ts';

/** `id:runlevels:action:process` (inittab(5)); with BusyBox the id is a terminal and the runlevels are empty. */
export interface InittabEntry {
  readonly line: number;
  readonly id: string;
  readonly runlevels: string;
  readonly action: string;
  readonly process: string;
}

export interface Inittab {
  readonly entries: readonly InittabEntry[];
  readonly problems: readonly { readonly line: number; readonly what: string }[];
}

/** Reads an inittab. A `+` before the process (no accounting) is taken off. Never throws. */
export function parseInittab(bytes: Uint8Array): Inittab {
  const entries: InittabEntry[] = [];
  const problems: { line: number; what: string }[] = [];
  for (const { line, text } of plainLines(scriptText(bytes))) {
    const content = text.trim();
    if (content === '' || content.startsWith('#')) continue;
    if (entries.length >= MAX_STARTUP_ENTRIES) {
      problems.push({ line, what: `only the first ${MAX_STARTUP_ENTRIES} lines were read` });
      break;
    }
    const [, id, runlevels, action, process] = /^([^:]*):([^:]*):([^:]*):(.*)$/.exec(content) ?? [];
    if (id === undefined || runlevels === undefined || action === undefined || process === undefined) {
      if (problems.length < 20) problems.push({ line, what: 'not four fields with colons between them' });
      continue;
    }
    entries.push({ line, id, runlevels, action: action.trim(), process: process.trim().replace(/^\+/, '') });
  }
  return { entries, problems };
}
