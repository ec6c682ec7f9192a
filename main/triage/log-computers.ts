import type { Diagnostic } from '../../shared/model/diagnostic.ts';
import type { EventRecord } from '../../shared/model/event-record.ts';

/** Names that the diagnostic lists. */
const MAX_NAMES = 12;

/** The computers that records name, each once, in order of appearance: `WEB` and `web.example` are one, under the name that is read first. */
export function computersOf(events: readonly EventRecord[]): readonly string[] {
  const names = new Map<string, string>();
  for (const { computer } of events) {
    if (computer === null || computer === '') continue;
    const [head = computer] = computer.split('.', 1);
    // Not of an address.
    const label = (/^\d*$/.test(head) ? computer : head).toLowerCase();
    if (!names.has(label)) names.set(label, computer);
  }
  return [...names.values()];
}

/** What is said of "this host" is said of several where their logs lie together. */
export function severalComputers(computers: readonly string[]): Diagnostic {
  const shown = computers.slice(0, MAX_NAMES).join(', ');
  const more = computers.length > MAX_NAMES ? ` and ${computers.length - MAX_NAMES} more` : '';
  return {
    type: 'diagnostic',
    severity: 'info',
    code: 'several-computers',
    source: 'logs',
    path: '',
    offset: null,
    what: `the records of logs name ${computers.length} computers: ${shown}${more}; the logs come from several hosts, or the host was renamed`,
  };
}
