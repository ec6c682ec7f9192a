import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { isExecutable, type StartupFile } from '../linux/startup-reader.ts';
import { activatorRecord } from './activator-record.ts';
import { scriptPayloads } from './script-payloads.ts';
import type { StartupPlaces } from './startup-places.ts';

const INTERVALS = ['daily', 'weekly', 'monthly'] as const;
/** periodic.conf(5): settings in the order in which they are read, the last counts. */
const SETTINGS = ['/etc/defaults/periodic.conf', '/etc/periodic.conf', '/etc/periodic.conf.local'];

/**
 * Scripts of periodic(8), and those of the administrator that 999.local runs (periodic.conf(5): local_periodic, daily_local…). periodic
 * runs as root what is executable, by way of launchd.
 */
export function* periodicScripts(places: StartupPlaces): Generator<ServiceRecord> {
  const settings = readSettings(places);
  const local = wordsOf(settings.get('local_periodic') ?? '/usr/local/etc/periodic');
  for (const interval of INTERVALS) {
    for (const parent of ['/etc/periodic', ...local]) {
      for (const file of places.files(`${parent}/${interval}`)) yield scriptRecord(file, interval, places);
    }
    const named = wordsOf(settings.get(`${interval}_local`) ?? `/etc/${interval}.local`);
    for (const path of new Set([`/etc/${interval}.local`, ...named])) {
      for (const file of places.single(path)) yield scriptRecord(file, interval, places);
    }
  }
}

function scriptRecord(
  file: StartupFile,
  interval: (typeof INTERVALS)[number],
  { reader }: StartupPlaces,
): ServiceRecord {
  // 999.local reads the local scripts with `.`, whether they are executable or not.
  const runs = isExecutable(file) !== false || file.name === `${interval}.local`;
  return activatorRecord({
    mechanism: 'periodic-script',
    file,
    role: 'script',
    name: file.name,
    kind: 'script',
    command: file.path,
    payloads: scriptPayloads(file, reader),
    enabled: runs,
    account: 'root',
    trigger: interval,
  });
}

/** Assignments of the settings, `name="value"` in the form of the shell. */
function readSettings({ reader }: StartupPlaces): Map<string, string> {
  const found = new Map<string, string>();
  for (const path of SETTINGS) {
    const lookup = reader.evidence.lookup(path);
    const text = lookup.state === 'file' ? reader.peek(lookup.path) : null;
    for (const [, name, value] of (text ?? '').matchAll(/^[ \t]*(\w{1,64})=["']?([^"'#\n]{0,4096})/gm)) {
      if (name !== undefined && value !== undefined) found.set(name, value.trim());
    }
  }
  return found;
}

function wordsOf(value: string): string[] {
  return value.split(/\s+/).filter((word) => word.startsWith('/'));
}
