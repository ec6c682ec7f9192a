import { visibleText } from '../../shared/text.ts';

/** `2018-03-27 09:38:47 UTC`: seconds are enough to read; the exact value stays in the record and in exports. */
export function shortTime(iso: string | null): string {
  if (iso === null) return '';
  const found = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)/.exec(iso);
  return found ? `${found[1]} ${found[2]} UTC` : visibleText(iso).slice(0, 40);
}

/** All digits that the source has. */
export function exactTime(iso: string | null): string {
  if (iso === null) return '';
  return `${visibleText(iso).slice(0, 60).replace('T', ' ').replace(/Z$/, '')} UTC`;
}

/** `1,234`: the same on every machine. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 finding`, `2 findings`. */
export function plural(count: number, word: string): string {
  return `${formatCount(count)} ${word}${count === 1 ? '' : 's'}`;
}

export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = ['KiB', 'MiB', 'GiB', 'TiB'];
  let size = bytes;
  let unit = 'B';
  for (const next of units) {
    if (size < 1024) break;
    size /= 1024;
    unit = next;
  }
  return `${size.toFixed(size < 10 ? 1 : 0)} ${unit}`;
}

/** `0:07`, `12:40`, `1:02:03`. */
export function formatElapsed(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** `0x001A2B30`, as an examiner types it into a hex editor. */
export function hexOffset(offset: number): string {
  return `0x${offset.toString(16).toUpperCase().padStart(8, '0')}`;
}

/** `service-dll` to `service dll`. */
export function words(name: string): string {
  return name.replaceAll('-', ' ');
}

/** `historyChanges` to `history changes`: names of counts, as sources give them. */
export function countWords(name: string): string {
  return visibleText(name)
    .replace(/(?<=[a-z])[A-Z]/g, (big) => ` ${big.toLowerCase()}`)
    .replaceAll('-', ' ');
}

/** `7 history changes, 1 file`: only what there was, the first `most` of it. */
export function countsText(counts: Readonly<Record<string, number>>, most = 100): string {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .slice(0, most)
    .map(
      ([what, count]) =>
        `${formatCount(count)} ${count === 1 ? singular(countWords(what)) : countWords(what)}`,
    )
    .join(', ');
}

/** `1 file`, `1 history change`: the names of counts are plurals by adding an s. */
function singular(words: string): string {
  return words.endsWith('ies') ? words.replace(/ies$/, 'y') : words.replace(/(?<=[a-z])(?<!s)s$/, '');
}

/** `windows-events` to `Windows events`: sources are named by their files; what nobody reads as a word stays as it is. */
export function sourceTitle(source: string): string {
  return /[\\/]/.test(source)
    ? visibleText(source)
    : words(visibleText(source))
        .replace(/^[a-z]/, (first) => first.toUpperCase())
        .replace(/^Macos\b/, 'macOS')
        .replace(/^(Systemd|Launchd)\b/, (name) => name.toLowerCase())
        .replace(/^Openrc\b/, 'OpenRC')
        .replace(/^Dbus\b/, 'D-Bus')
        .replace(/^Sysv\b/, 'SysV');
}

/** Sentences of the engine carry exact times; to read, whole seconds do. */
export function withShortTimes(text: string): string {
  return text.replace(/\b(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d{1,9})?Z/g, '$1 $2 UTC');
}
