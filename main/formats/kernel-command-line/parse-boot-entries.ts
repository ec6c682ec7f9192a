import { MAX_STARTUP_ENTRIES } from '../../../shared/limits.ts';
import { joinedLines } from '../init-script/script-text.ts';

/** Parameters of one boot entry, or of one setting from which such entries are made. */
export interface BootLine {
  /** From 1. */
  readonly line: number;
  /** Without quotes. */
  readonly words: readonly string[];
}

/**
 * How a file gives them. `entries`: a command of a boot loader with the parameters after it. `settings`: `GRUB_CMDLINE_LINUX="…"`.
 * `plain`: nothing else stands in the file.
 */
export type BootFileKind = 'entries' | 'settings' | 'plain';

/**
 * GRUB: `linux /vmlinuz root=…`, also linux16 and linuxefi, and what a variable holds that such lines name (`set kernelopts=`,
 * `kernelopts=` of grubenv); Boot Loader Specification: `options`; syslinux: `append`.
 */
const ENTRY = /^\s*(?:linux(?:16|efi)?\s+\S+|kernel\s+\S+|options|append)(?:[ \t]+(.*))?$/i;
const VARIABLE = /^\s*(?:set\s+)?(?:default_)?kernelopts=(.*)$/;
const SETTING = /^\s*(?:export\s+)?GRUB_CMDLINE_LINUX\w*\+?=(.*)$/;

/** The parameters of the kernel that a file of a boot loader gives, line by line. Never throws. */
export function parseBootEntries(text: string, kind: BootFileKind): { lines: BootLine[]; cut: boolean } {
  const lines: BootLine[] = [];
  for (const { line, text: content } of joinedLines(text)) {
    const given = parameters(content, kind);
    if (given === null) continue;
    if (lines.length >= MAX_STARTUP_ENTRIES) return { lines, cut: true };
    const words = bootWords(given);
    if (words.length > 0) lines.push({ line, words });
  }
  return { lines, cut: false };
}

function parameters(content: string, kind: BootFileKind): string | null {
  if (kind === 'plain') return /^\s*#/.test(content) ? null : content;
  const value = (kind === 'settings' ? SETTING : VARIABLE).exec(content)?.[1];
  if (value !== undefined) return value.trim().replace(/^(["'])(.*)\1$/s, '$2');
  return kind === 'settings' ? null : (ENTRY.exec(content)?.[1] ?? null);
}

/** Words as the kernel splits them: double quotes hold white space together, wherever they stand (next_arg, lib/cmdline.c). */
function bootWords(text: string): string[] {
  const words = text.match(/(?:[^\s"]|"[^"]*"|"(?=[^"]*$))+/g) ?? [];
  return words.map((word) => word.replaceAll('"', '').replace(/^'(.*)'$/s, '$1'));
}
