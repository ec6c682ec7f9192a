import { readFile } from 'node:fs/promises';
import { protocol, type Session } from 'electron';
import { isOwnAddress, SCHEME } from './origin.ts';
import { HEADERS, listServedFiles, servedFile } from './served-files.ts';

/** Must run before `ready`, once. No `bypassCSP`, no service workers, no fetch API. */
export function setupAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }]);
}

/** Serves the built pages, and nothing else, as `app://daemonscope/`. */
export function setupAppProtocol(session: Session, folder: string): void {
  const files = listServedFiles(folder);
  session.protocol.handle(SCHEME, async (request) => {
    const file = isOwnAddress(request.url) ? servedFile(files, request.url) : undefined;
    if (file === undefined || request.method !== 'GET')
      return new Response(null, { status: 404, headers: HEADERS });
    return new Response(new Uint8Array(await readFile(file.path)), {
      headers: { ...HEADERS, 'content-type': file.type },
    });
  });
}
