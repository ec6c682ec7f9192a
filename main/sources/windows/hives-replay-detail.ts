import type { HiveReplay } from '../../formats/regf/replay.ts';

/** What was replayed, in words: `LOG2 then LOG1, 31 entries, sequence 1621-1651, 315 pages, new format`; null if nothing. */
export function replayDetail(replay: HiveReplay): string | null {
  if (replay.state !== 'replayed') return null;
  const names = [...new Set(replay.entries.map((entry) => entry.log.toUpperCase()))];
  const parts = [names.join(' then ')];
  parts.push(`${replay.entries.length} ${replay.entries.length === 1 ? 'entry' : 'entries'}`);
  const sequences = replay.entries.map((entry) => entry.sequence);
  const [first] = sequences;
  const last = sequences.at(-1);
  if (first !== undefined && last !== undefined) {
    parts.push(first === last ? `sequence ${first}` : `sequence ${first}-${last}`);
  }
  parts.push(`${replay.pages} pages`, `${replay.bytesChanged} bytes changed`);
  if (replay.format !== null) parts.push(`${replay.format} format`);
  if (replay.baseBlockFrom !== null) parts.push(`base block from ${replay.baseBlockFrom.toUpperCase()}`);
  return parts.filter((part) => part !== '').join(', ');
}
