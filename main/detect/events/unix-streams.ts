import type { EventHead, EventStream } from './stream.ts';

/** A Linux or macOS log source: told apart by the artefact source and the log that a record came from. */
function stream(
  product: 'linux' | 'macos',
  service: string,
  accepts: (event: EventHead) => boolean,
): EventStream {
  return {
    source: { product, service },
    channels: null,
    ids: null,
    accepts: (event) => event.platform === product && accepts(event),
  };
}

const program = (event: EventHead): string => (event.provider ?? '').toLowerCase();

export const UNIX_STREAMS: readonly EventStream[] = [
  stream('linux', 'auditd', (event) => event.source === 'linux-audit'),
  stream('linux', 'syslog', (event) => event.source === 'linux-text-logs'),
  stream('linux', 'auth', (event) => /auth|secure/.test(event.channel ?? '')),
  stream('linux', 'sudo', (event) => program(event) === 'sudo'),
  stream('linux', 'cron', (event) => /^(?:cron|crond|anacron)$/.test(program(event))),
  stream('linux', 'sshd', (event) => program(event) === 'sshd'),
  stream('linux', 'systemd', (event) => program(event) === 'systemd'),
  stream('linux', 'journald', (event) => event.source === 'linux-journal'),
  stream('macos', 'launchd', (event) => event.source === 'macos-logs'),
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
