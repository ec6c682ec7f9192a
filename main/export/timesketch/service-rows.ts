import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { isTime } from '../evidence-time.ts';
import { locatorText } from '../locator-text.ts';
import { type TimelineRow, timelineRow } from './timeline-row.ts';

/** The times of one service: its own, and those that its detail block holds. */
export function* serviceRows(
  service: ServiceRecord,
  about: Pick<TimelineRow, 'host' | 'tag' | 'level'>,
): Generator<TimelineRow> {
  const { name, platform, command, image, windows, provenance } = service;
  const [pointer] = provenance;
  const said = {
    ...about,
    data_type: serviceDataType(service),
    platform,
    service: name,
    command,
    path: image?.path ?? null,
    sha256: image?.sha256 ?? null,
    source_path: pointer?.path ?? null,
    source_locator: pointer === undefined ? null : locatorText(pointer.locator) || null,
  };
  for (const { time, timestamp_desc, what } of timesOf(service)) {
    if (isTime(time))
      yield timelineRow(time, { ...said, message: `${headline(service)}${what}`, timestamp_desc });
  }
  for (const { name: subkey, lastWrite } of windows?.subkeys ?? []) {
    if (!isTime(lastWrite)) continue;
    const message = `Service ${name}: subkey ${subkey}`;
    yield timelineRow(lastWrite, { ...said, message, timestamp_desc: 'Registry Key Last Written' });
  }
}

interface ServiceTime {
  readonly time: string | null;
  readonly timestamp_desc: string;
  /** Added to the headline. */
  readonly what: string;
}

function timesOf({ lastChanged, windows, systemd }: ServiceRecord): ServiceTime[] {
  const written = windows === undefined ? 'File Modified' : 'Registry Key Last Written';
  const times: ServiceTime[] = [{ time: lastChanged, timestamp_desc: written, what: '' }];
  for (const { where, keyLastWrite, differences } of windows?.history ?? []) {
    // The same time elsewhere is the same write.
    if (keyLastWrite === lastChanged) continue;
    const changed = differences.map(({ field }) => field).join(', ');
    const what = ` (as in ${where}${changed && `, where these differ: ${changed}`})`;
    times.push({ time: keyLastWrite, timestamp_desc: written, what });
  }
  times.push({
    time: systemd?.lastTriggered ?? null,
    timestamp_desc: 'Timer Last Elapsed',
    what: '',
  });
  for (const { pid, executable, started } of systemd?.processes ?? []) {
    const what = ` (process ${pid}${executable === null ? '' : `, ${executable}`})`;
    times.push({ time: started, timestamp_desc: 'Process Started', what });
  }
  return times;
}

/** `Service Updater (windows service, auto, LocalSystem): C:\…` */
function headline({ name, kind, platform, startMode, state, account, command }: ServiceRecord): string {
  const facts = [`${platform} ${kind}`, startMode, account].filter((fact) => fact !== null).join(', ');
  const deleted = state === 'deleted' ? 'Deleted service' : 'Service';
  return `${deleted} ${name} (${facts})${command === null ? '' : `: ${command}`}`;
}

export function serviceDataType({
  platform,
  windows,
  systemd,
  launchd,
  sysv,
  activator,
}: ServiceRecord): string {
  if (windows !== undefined) return 'windows:registry:service';
  if (systemd !== undefined) return 'linux:systemd:unit';
  if (launchd !== undefined) return 'macos:launchd:job';
  if (sysv !== undefined) return 'linux:sysv:script';
  return `${platform}:startup:${activator?.mechanism ?? 'other'}`;
}
