import { existsSync } from 'node:fs';

/**
 * The freshly installed Debian server that `npm test` makes (scripts/debian-root.mjs); null where it could not be made: tests that
 * need it are then reported as skipped.
 */
export const DEBIAN_ROOT = existsSync(process.env['DAEMONSCOPE_DEBIAN_ROOT'] ?? '')
  ? (process.env['DAEMONSCOPE_DEBIAN_ROOT'] ?? null)
  : null;
