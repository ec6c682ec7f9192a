import { type EventStream, type LinesOfStream, mayHold } from './stream.ts';

/** A Linux or macOS log source: told apart by the artefact source, the log and the program that a line came from. */
function stream(product: 'linux' | 'macos', service: string, lines: LinesOfStream): EventStream {
  return {
    source: { product, service },
    channels: null,
    ids: null,
    lines,
    accepts: ({ platform, source, channel, provider }) =>
      platform === product &&
      mayHold(lines, source, channel ?? '') &&
      lines.programs?.includes((provider ?? '').toLowerCase()) !== false,
  };
}

export const UNIX_STREAMS: readonly EventStream[] = [
  stream('linux', 'auditd', { source: 'linux-audit' }),
  stream('linux', 'syslog', { source: 'linux-text-logs' }),
  stream('linux', 'auth', { log: /auth|secure/ }),
  stream('linux', 'sudo', { programs: ['sudo'] }),
  stream('linux', 'cron', { programs: ['cron', 'crond', 'anacron'] }),
  stream('linux', 'sshd', { programs: ['sshd'] }),
  stream('linux', 'systemd', { programs: ['systemd'] }),
  stream('linux', 'journald', { source: 'linux-journal' }),
  stream('macos', 'launchd', { source: 'macos-logs' }),
];

/**
 * Our own log source over the logs of all systems: each record that says something of services, with what it says under the same
 * names everywhere (`Action`, `ServiceName`, `Actor`).
 */
export const SERVICE_EVENT_STREAMS: readonly EventStream[] = (['windows', 'linux', 'macos'] as const).map(
  (product) => ({
    source: { product, category: 'service_event' },
    channels: null,
    ids: null,
    accepts: (event) => event.platform === product,
  }),
);
