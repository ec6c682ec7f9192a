import { readdirSync } from 'node:fs';
import { extname, join } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** No script or style but our own files, no connection, no frame, no form, no base; inline styles are refused as well. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

export interface ServedFile {
  readonly path: string;
  readonly type: string;
}

/**
 * The files that may be served, by the path they are asked for. The list is made once from the folder that was built; whatever is not
 * in it does not exist, so no path that a page makes up is ever joined to anything.
 */
export function listServedFiles(folder: string): ReadonlyMap<string, ServedFile> {
  const files = new Map<string, ServedFile>();
  // By hand: entries of a recursive listing know their folder from Node 18.17 on only.
  const walk = (path: string, address: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const place = join(path, entry.name);
      const type = TYPES[extname(entry.name)];
      if (entry.isDirectory()) walk(place, `${address}/${entry.name}`);
      else if (entry.isFile() && type !== undefined)
        files.set(`${address}/${entry.name}`, { path: place, type });
    }
  };
  walk(folder, '');
  return files;
}

/** The file that an address asks for, if it is one of those served. */
export function servedFile(files: ReadonlyMap<string, ServedFile>, address: string): ServedFile | undefined {
  return files.get(new URL(address).pathname);
}
