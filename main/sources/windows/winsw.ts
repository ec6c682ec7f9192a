import { MAX_WINSW_ELEMENTS } from '../../../shared/limits.ts';
import { lookup } from '../../../shared/lookup.ts';

export interface WinswConfiguration {
  readonly executable: string;
  readonly arguments: string;
  readonly directory: string | null;
  /** `NAME=value` */
  readonly environment: readonly string[];
  /** Programs that run around it, by the element that names them: `prestart`, `poststop`, `stopexecutable`. */
  readonly hooks: readonly {
    readonly from: string;
    readonly executable: string;
    readonly arguments: string;
  }[];
}

/** Elements with an executable of their own (WinSW 3, docs/xml-config-file.md, "prestart / poststart / prestop / poststop"). */
const HOOKS = ['prestart', 'poststart', 'prestop', 'poststop'] as const;

/**
 * Reads the parts of a WinSW file that say what it runs (WinSW, docs/xml-config-file.md). A tolerant reader of tags, no
 * XML parser: no entities of its own, no inclusion, linear. Null when it names no executable.
 */
export function readWinsw(bytes: Uint8Array): WinswConfiguration | null {
  const whole = withoutComments(decode(bytes));
  const hooks: { from: string; executable: string; arguments: string }[] = HOOKS.flatMap((from) =>
    elements(whole, from).map((inner) => ({
      from,
      executable: element(inner, 'executable') ?? '',
      arguments: element(inner, 'arguments') ?? '',
    })),
  );
  const text = HOOKS.reduce(without, whole);
  const stop = element(text, 'stopexecutable');
  if (stop !== null)
    hooks.push({ from: 'stopexecutable', executable: stop, arguments: element(text, 'stoparguments') ?? '' });
  const executable = element(text, 'executable');
  if (executable === null || executable === '' || !/<service[\s>]/i.test(text)) return null;
  const parts = [
    element(text, 'startarguments') ?? element(text, 'arguments'),
    ...elements(text, 'startargument'),
    ...elements(text, 'argument'),
  ].filter((part) => part !== null && part !== '');
  return {
    executable,
    arguments: parts.join(' '),
    directory: element(text, 'workingdirectory'),
    environment: environment(text),
    hooks: hooks.filter((hook) => hook.executable !== ''),
  };
}

function decode(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

function withoutComments(text: string): string {
  let result = '';
  let position = 0;
  for (;;) {
    const open = text.indexOf('<!--', position);
    if (open === -1) return result + text.slice(position);
    result += text.slice(position, open);
    const close = text.indexOf('-->', open + 4);
    if (close === -1) return result;
    position = close + 3;
  }
}

/** The text without the elements of one name. */
function without(text: string, tag: string): string {
  const lower = text.toLowerCase();
  let result = '';
  let position = 0;
  for (;;) {
    const open = lower.indexOf(`<${tag}>`, position);
    const close = open === -1 ? -1 : lower.indexOf(`</${tag}`, open);
    if (close === -1) return result + text.slice(position);
    result += text.slice(position, open);
    position = close + tag.length + 2;
  }
}

function element(text: string, tag: string): string | null {
  return elements(text, tag, 1)[0] ?? null;
}

function elements(text: string, tag: string, limit = MAX_WINSW_ELEMENTS): string[] {
  const lower = text.toLowerCase();
  const found: string[] = [];
  for (let at = lower.indexOf(`<${tag}`); at !== -1 && found.length < limit; ) {
    const after = lower[at + tag.length + 1];
    // A name that only begins so; looking for its end each time would cost a pass over the file.
    if (after !== '>' && after !== ' ' && after !== '\t' && after !== '\r' && after !== '\n') {
      at = lower.indexOf(`<${tag}`, at + 1);
      continue;
    }
    const start = lower.indexOf('>', at);
    const end = start === -1 ? -1 : lower.indexOf(`</${tag}`, start);
    if (end === -1) break;
    found.push(content(text.slice(start + 1, end)));
    at = lower.indexOf(`<${tag}`, end);
  }
  return found;
}

function environment(text: string): string[] {
  const found: string[] = [];
  for (const match of text.matchAll(/<env\s([^<>]{1,8192})>/gi)) {
    const name = /\bname\s{0,8}=\s{0,8}["']([^"']*)["']/i.exec(match[1] ?? '')?.[1];
    const value = /\bvalue\s{0,8}=\s{0,8}(?:"([^"]*)"|'([^']*)')/i.exec(match[1] ?? '');
    if (name !== undefined && found.length < MAX_WINSW_ELEMENTS) {
      found.push(`${content(name)}=${content(value?.[1] ?? value?.[2] ?? '')}`);
    }
  }
  return found;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function content(text: string): string {
  const trimmed = text.trim();
  if (trimmed.startsWith('<![CDATA[') && trimmed.endsWith(']]>')) return trimmed.slice(9, -3).trim();
  return trimmed.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi,
    (whole, hex, decimal, name) => {
      if (name !== undefined) return lookup(ENTITIES, String(name).toLowerCase()) ?? whole;
      const code = hex !== undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
