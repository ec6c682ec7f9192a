/** Where the window's own pages live. */
export const SCHEME = 'app';
export const HOST = 'daemonscope';
export const PAGE = `${SCHEME}://${HOST}/index.html`;

/** True for addresses of the program's own pages: parsed, never compared as text. */
export function isOwnAddress(address: string): boolean {
  try {
    const { protocol, host, username, password } = new URL(address);
    return protocol === `${SCHEME}:` && host === HOST && username === '' && password === '';
  } catch {
    return false;
  }
}
