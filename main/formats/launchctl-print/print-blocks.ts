import { MAX_LAUNCHCTL_DEPTH } from '../../../shared/limits.ts';

/** One `name = { … }` of what `launchctl print` writes. */
export interface PrintBlock {
  readonly name: string;
  /** Lines `key = value`; the first of several counts, as nested states repeat outer keys only in blocks of their own. */
  readonly values: ReadonlyMap<string, string>;
  /** All other lines, without their indent. */
  readonly items: readonly string[];
  readonly blocks: readonly PrintBlock[];
}

export interface PrintTree {
  /** The outermost blocks; `launchctl print` writes one. */
  readonly blocks: readonly PrintBlock[];
  /** Closing braces that are missing or too many, blocks nested too deeply. */
  readonly damaged: number;
}

interface OpenBlock {
  readonly name: string;
  readonly indent: string;
  readonly values: Map<string, string>;
  readonly items: string[];
  readonly blocks: PrintBlock[];
}

/** Blocks whose lines come from a job's own property list and may look like anything, braces included. */
const RAW = /^(?:arguments|environment|inherited environment|default environment|program arguments)$/;

/**
 * Decodes the indented text of `launchctl print` and `print-disabled` (launchctl(1)). Apple documents that it is no interface and may
 * change: nothing is taken for granted but `name = {`, `key = value` and a `}` at the indent of its block. Never throws.
 */
export function parsePrintBlocks(text: string): PrintTree {
  const top: OpenBlock = { name: '', indent: '', values: new Map(), items: [], blocks: [] };
  const open: OpenBlock[] = [top];
  let damaged = 0;
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.trim();
    const block = open[open.length - 1] ?? top;
    if (line === '') continue;
    const indent = raw.slice(0, raw.length - raw.trimStart().length);
    if (line === '}' && open.length > 1 && (indent === block.indent || !RAW.test(block.name))) {
      open.pop();
    } else if (RAW.test(block.name)) {
      block.items.push(line);
    } else if (line === '}') {
      damaged += 1;
    } else if (/^.*\S = \{$/.test(line) && open.length <= MAX_LAUNCHCTL_DEPTH) {
      const child = { name: unquote(line.slice(0, -4)), indent, values: new Map(), items: [], blocks: [] };
      block.blocks.push(child);
      open.push(child);
    } else {
      addLine(block, line);
    }
  }
  return { blocks: top.blocks, damaged: damaged + open.length - 1 };
}

function addLine(block: OpenBlock, line: string): void {
  const at = line.indexOf(' = ');
  if (at <= 0) {
    block.items.push(line);
    return;
  }
  const key = unquote(line.slice(0, at));
  if (!block.values.has(key)) block.values.set(key, line.slice(at + 3));
}

export function unquote(text: string): string {
  return text.length >= 2 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}
