import type { ServiceRecord } from '../../../../shared/model/service-record.ts';
import type { SystemdDetail } from '../../../../shared/model/systemd-detail.ts';
import { shellWords } from '../../../../shared/unix/shell-words.ts';
import { inlineCode } from '../unix/programs.ts';

const START = new Set(['ExecCondition', 'ExecStartPre', 'ExecStart', 'ExecStartPost']);
const STOP = new Set(['ExecReload', 'ExecStop', 'ExecStopPre', 'ExecStopPost', 'ExecReloadPost']);
/** systemd.service(5), "Table 2. Special executable prefixes". */
const PREFIX = /^[-@:+!|]+/;
/** Roles whose `raw` is no command, but a path, a word or code. */
const NO_COMMAND = new Set([
  'hosted-program',
  'inline-code',
  'script-code',
  'environment-file',
  'preload-library',
  'kernel-module',
]);

/** One command of an Exec line, its prefixes taken off. */
export interface ExecWritten {
  readonly key: string;
  readonly prefixes: string;
  readonly command: string;
  /** Name that the prefix `@` makes the program show. */
  readonly argv0: string | null;
}

/** Commands of the Exec lines that count, as written, in the order of the file. */
export function execCommands({ sections }: Pick<SystemdDetail, 'sections'>): ExecWritten[] {
  const found: ExecWritten[] = [];
  for (const [section, settings] of Object.entries(sections)) {
    if (section === 'Install' || section === 'Unit') continue;
    for (const [key, values] of Object.entries(settings)) {
      if (!START.has(key) && !STOP.has(key)) continue;
      for (const { value } of values) {
        // `;` as a word of its own separates commands (systemd.service(5), "Command Lines").
        for (const part of value.split(/\s;\s/)) found.push(written(key, part.trim()));
      }
    }
  }
  return found.filter(({ command }) => command !== '');
}

function written(key: string, text: string): ExecWritten {
  const prefixes = PREFIX.exec(text)?.[0] ?? '';
  const command = text.slice(prefixes.length).trim();
  if (!prefixes.includes('@')) return { key, prefixes, command, argv0: null };
  const split = /^(\S+)\s+("[^"]*"|'[^']*'|\S+)\s*(.*)$/s.exec(command);
  if (split === null) return { key, prefixes, command, argv0: null };
  const argv0 = (split[2] ?? '').replace(/^(["'])(.*)\1$/s, '$2');
  return { key, prefixes, command: `${split[1]} ${split[3]}`.trim(), argv0 };
}

/** `$NAME`, `${NAME}`; in a unit written `$$NAME`, so that systemd leaves it to the shell. */
const VARIABLE = /\$?\$(?:([A-Za-z_]\w{0,63})|\{([A-Za-z_]\w{0,63})\})/g;
/** Characters that code may grow to. */
const MAX_CODE = 65_536;

/** Code with the unit's own variables put in, as the shell would do; null where it names none of them. */
function fromEnvironment(code: string, { systemd }: ServiceRecord): string | null {
  if (systemd === undefined || !code.includes('$')) return null;
  const variables = new Map<string, string>();
  for (const settings of Object.values(systemd.sections)) {
    for (const { value } of settings['Environment'] ?? []) {
      for (const word of shellWords(value)) {
        const equals = word.indexOf('=');
        if (equals > 0) variables.set(word.slice(0, equals), word.slice(equals + 1));
      }
    }
  }
  if (variables.size === 0) return null;
  let length = 0;
  const made = code.replaceAll(VARIABLE, (whole, plain?: string, braced?: string) => {
    const value = variables.get(plain ?? braced ?? '') ?? whole;
    length += value.length;
    return length > MAX_CODE ? whole : value;
  });
  return made === code ? null : made;
}

/** Everything that a record is configured to run, with and without its shell code taken out of the quotes. */
export interface Commands {
  readonly exec: readonly ExecWritten[];
  /** Whole commands; without inline code of their own. */
  readonly lines: readonly string[];
  readonly start: readonly string[];
  readonly stop: readonly string[];
  readonly inline: readonly string[];
}

export function commandsOf(record: ServiceRecord): Commands {
  const exec = record.systemd === undefined ? [] : execCommands(record.systemd);
  const lines = new Set(exec.map(({ command }) => command));
  const start = new Set(exec.filter(({ key }) => START.has(key)).map(({ command }) => command));
  const stop = exec.filter(({ key }) => STOP.has(key)).map(({ command }) => command);
  if (record.systemd === undefined) {
    const written = record.command === null ? [] : [record.command];
    for (const payload of record.payloads) if (!NO_COMMAND.has(payload.role)) written.push(payload.raw);
    for (const command of written) {
      if (command.trim() === '') continue;
      lines.add(command);
      start.add(command);
    }
  }
  const all = [...lines];
  const codes = inlineCode(all, record.payloads);
  const inline = [...new Set([...codes, ...codes.flatMap((code) => fromEnvironment(code, record) ?? [])])];
  const startInline = new Set(inlineCode([...start]));
  const stopInline = new Set(inlineCode(stop));
  return {
    exec,
    lines: all,
    // Code that only the source could tell (variables, scripts) counts as run at the start.
    start: [...start, ...inline.filter((code) => startInline.has(code) || !stopInline.has(code))],
    stop: [...new Set(stop), ...stopInline],
    inline,
  };
}
