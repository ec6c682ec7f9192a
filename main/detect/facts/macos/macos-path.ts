/** Folders that are links at the top of a macOS volume (hier(7)): both spellings name the same file. */
const TOP_LINK = /^\/(tmp|var|etc)(?=\/|$)/;
/** Since 10.15 the writable part of the system volume shows up below this folder, too (firmlinks, APFS Reference). */
const DATA_VOLUME = /^\/System\/Volumes\/Data(?=\/)/;

/** The path in one spelling: no `.`, `..` and doubled slashes, links at the top followed, no data volume before it. */
export function canonicalMacosPath(path: string): string {
  if (!path.startsWith('/')) return path;
  const clean = NEEDS_CLEANING.test(path) ? cleaned(path) : path;
  return clean.replace(DATA_VOLUME, '').replace(TOP_LINK, '/private/$1');
}

const NEEDS_CLEANING = /\/(?:\.{0,2}\/|\.{1,2}$|$)/;

function cleaned(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** What follows the last slash. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Some folder on the way, or the file, begins with a dot. */
export function hasHiddenComponent(path: string): boolean {
  return /(?:^|\/)\.(?!\.?(?:\/|$))/.test(path);
}
