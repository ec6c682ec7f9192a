import { MAX_STARTUP_ENTRIES } from '../../../shared/limits.ts';
import { joinedLines } from '../init-script/script-text.ts';

/** A line of modprobe.d(5) that decides what else is loaded or run for a module. */
export interface ModprobeLine {
  /** From 1. */
  readonly line: number;
  readonly keyword: 'install' | 'remove' | 'alias' | 'softdep';
  /** Module, or name or pattern of the alias, as written. */
  readonly name: string;
  /** `install`, `remove`: the command, given to a shell (modprobe.d(5), "COMMANDS"); empty for the others. */
  readonly command: string;
  /** `alias`, `softdep`: modules that are loaded in place of it, before or after it. */
  readonly modules: readonly string[];
}

const LINE = /^\s*(install|remove|alias|softdep)\s+(\S+)\s+(\S.*)$/s;

/** Lines of modprobe.d(5) that run commands or load other modules, with continuation lines joined. Never throws. */
export function parseModprobeConfig(text: string): { lines: ModprobeLine[]; cut: boolean } {
  const lines: ModprobeLine[] = [];
  for (const { line, text: content } of joinedLines(text)) {
    const [, keyword, name = '', rest = ''] = LINE.exec(content) ?? [];
    if (keyword === undefined) continue;
    if (lines.length >= MAX_STARTUP_ENTRIES) return { lines, cut: true };
    const words = rest.trim().split(/\s+/);
    if (keyword === 'install' || keyword === 'remove')
      lines.push({ line, keyword, name, command: rest.trim(), modules: [] });
    else if (keyword === 'alias')
      lines.push({ line, keyword, name, command: '', modules: words.slice(0, 1) });
    else if (keyword === 'softdep') {
      const modules = words.filter((word) => word !== 'pre:' && word !== 'post:');
      lines.push({ line, keyword, name, command: '', modules });
    }
  }
  return { lines, cut: false };
}

/** Names of modules-load.d(5) and /etc/modules, one a line; `#` and `;` begin comments, parameters follow the name. Never throws. */
export function parseModulesLoad(text: string): { line: number; name: string; text: string }[] {
  return text.split('\n', MAX_STARTUP_ENTRIES).flatMap((content, index) => {
    const trimmed = content.trim();
    const name = trimmed.split(/\s/, 1)[0] ?? '';
    return name === '' || /^[#;]/.test(name) ? [] : [{ line: index + 1, name, text: trimmed }];
  });
}
