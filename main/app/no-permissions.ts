import type { Session } from 'electron';

/**
 * Electron grants whatever a page asks for unless told otherwise. The page needs nothing but to write text to the clipboard,
 * from its own button (hashes are there to be copied).
 */
const GRANTED = new Set(['clipboard-sanitized-write']);

export function setupNoPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(GRANTED.has(permission)));
  session.setPermissionCheckHandler((_contents, permission) => GRANTED.has(permission));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => event.preventDefault());
}
