import type { EventRecord } from '../../../shared/model/event-record.ts';
import type { FactContext } from '../facts/fact-context.ts';
import { canonicalPath, type WindowsEnvironment } from '../facts/windows-path.ts';
import { inboxAnywhere } from '../inbox/inbox.ts';
import type { FieldValue } from '../sigma/sigma.ts';
import type { HistoryField } from '../taxonomy.ts';
import { actorKind } from './actor.ts';
import type { HostLife } from './host-life.ts';
import { type ServiceLife, secondsBetween } from './service-life.ts';

export type HistoryFields = Readonly<Record<HistoryField, FieldValue | (() => FieldValue)>>;

/** Every field of log source `service: history` for one service. */
export function historyFields(life: ServiceLife, host: HostLife, context: FactContext): HistoryFields {
  const { events, installs, service } = life;
  const install = installs.at(-1) ?? null;
  const last = events.at(-1) ?? null;
  const count = (action: EventRecord['action']): number =>
    events.reduce((sum, event) => sum + (event.action === action ? 1 : 0), 0);
  const apart = (action: EventRecord['action']): readonly EventRecord[] =>
    events.filter((event) => event.action === action && host.apartFromRestarts(event) === true);
  const changes = events.filter(({ fields }) => typeof fields.NewStartType === 'string');
  const lastStart = String(changes.at(-1)?.fields.NewStartType ?? install?.fields.StartMode ?? '');
  const configured =
    context.services.size === 0 && context.records.length === 0 ? undefined : service !== null;
  const configuredStart = service?.startMode?.replace('auto-delayed', 'auto').replace('demand', 'manual');
  const after = install === null ? [] : events.filter(({ time }) => secondsBetween(install.time, time) >= 0);
  const ended = after.find(({ action }) => action === 'stopped' || action === 'failed');
  const logon = install === null ? null : host.logons.of(install);
  const actor = install?.actor ?? null;
  const lifetime =
    install !== null && configured === false ? secondsBetween(install.time, last?.time ?? null) : undefined;
  const flip = flippedThrough(changes);
  return {
    Name: life.name,
    Configured: configured,
    Kind: service?.kind,
    IsInbox:
      life.events[0]?.platform === 'windows' || service?.platform === 'windows'
        ? inboxAnywhere(life.name).length > 0
        : undefined,
    Installations: installs.length,
    FirstInstalled: installs[0]?.time,
    LastInstalled: install?.time,
    LoggedImage: install?.fields.ImagePath,
    LoggedStartMode: install?.fields.StartMode,
    LoggedAccount: install?.fields.AccountName ?? install?.fields.ServiceAccount,
    ConfiguredImage: service?.command,
    ImageDiffers: () => imageDiffers(install, service?.command ?? null, context),
    StartDiffers:
      lastStart === '' || configuredStart === undefined ? undefined : lastStart !== configuredStart,
    LastLoggedStart: lastStart === '' ? undefined : lastStart,
    ConfiguredStart: configuredStart,
    Starts: count('started'),
    Stops: count('stopped'),
    Failures: count('failed'),
    StartsApart: apart('started').length,
    StopsApart: apart('stopped').length,
    StoppedTogether: () =>
      Math.max(
        0,
        ...apart('stopped')
          .slice(0, 100)
          .map((stop) => host.stoppedTogether(stop)),
      ),
    FailuresApart: apart('failed').length,
    StayedStopped: () => stayedStopped(events, host),
    StoppedSeconds: () => stoppedSeconds(events, host),
    StartChanges: changes.length,
    StartFlipped: flip !== null,
    FlippedThrough: flip ?? undefined,
    LastAction: last?.action,
    LastLogged: last?.time,
    Installer: actor,
    InstallerKind: install === null ? undefined : actorKind(actor),
    InstallerKnown: host.isKnownAdmin(actor),
    KnownService: context.knownServices?.has(life.name.toLowerCase()),
    InstallerLogonType: logon?.type,
    InstallerAddress: logon?.address === '' ? undefined : logon?.address,
    NetworkInstall: logon === null ? undefined : logon.type === 3 && logon.address !== '',
    LifetimeSeconds: lifetime !== undefined && Number.isFinite(lifetime) ? lifetime : undefined,
    RanSeconds:
      install !== null && ended !== undefined ? secondsBetween(install.time, ended.time) : undefined,
    InstalledRanGone:
      lifetime !== undefined &&
      lifetime <= 600 &&
      after.some(({ action }) => action === 'started' || action === 'failed'),
    InstalledTogether: install === null ? undefined : host.installedTogether(install),
    SoftwareNear: install === null ? undefined : host.softwareNear(install.time),
    LogClearedNear: install === null ? undefined : host.clearedAfter(install.time),
    UnloggedChange: () => unloggedChange(life, host),
    KeyWritten: service?.lastChanged,
  };
}

/**
 * Failures after which a service does not run ("Service Control Manager events", Microsoft Learn). Not 7031: it is restarted then, which
 * current versions of Windows do not log; and not 7011, 7022 and others of a service that runs and does not answer.
 */
const ENDS = new Set([7000, 7001, 7003, 7009, 7023, 7024, 7032, 7034, 7038, 7041]);

/** Of Windows other providers report failures too: of a backup, say, or of what Sysmon could not read. */
function isEnd({ platform, provider, eventId, fields }: EventRecord): boolean {
  if (platform !== 'windows') return true;
  if (provider?.toLowerCase().endsWith('service control manager') !== true || eventId === null) return false;
  // ERROR_SERVICE_ALREADY_RUNNING: the restart failed because somebody had started it.
  return ENDS.has(eventId) && !(eventId === 7032 && fields.param4 === '%%1056');
}

/** The last that was logged of its state is an end, and not because the host went down. */
function stayedStopped(events: readonly EventRecord[], host: HostLife): boolean | undefined {
  const last = events.findLast(
    (event) =>
      event.action === 'started' || event.action === 'stopped' || (event.action === 'failed' && isEnd(event)),
  );
  if (last === undefined) return undefined;
  return last.action === 'started' ? false : host.apartFromRestarts(last);
}

/** Longest time between a stop and the start after it, neither of which came with a start or an end of the host. */
function stoppedSeconds(events: readonly EventRecord[], host: HostLife): number | undefined {
  let longest: number | undefined;
  let stop: EventRecord | null = null;
  for (const event of events) {
    if (event.action === 'stopped' && host.apartFromRestarts(event) === true) stop = event;
    else if (event.action === 'started') {
      const seconds = secondsBetween(stop?.time ?? null, event.time);
      if (seconds >= (longest ?? 0) && !host.restartedBetween(stop?.time ?? null, event.time))
        longest = seconds;
      stop = null;
    }
  }
  return longest;
}

/** The start type that it had between a change and the change back; null when it was never changed back. */
function flippedThrough(changes: readonly EventRecord[]): string | null {
  for (let at = 1; at < changes.length; at += 1) {
    const before = changes[at - 1]?.fields;
    const now = changes[at]?.fields;
    if (before?.NewStartType === now?.OldStartType && before?.OldStartType === now?.NewStartType) {
      return String(before?.NewStartType ?? '');
    }
  }
  return null;
}

function imageDiffers(
  install: EventRecord | null,
  configured: string | null,
  context: FactContext,
): boolean | undefined {
  const logged = String(install?.fields.ImagePath ?? '');
  if (logged === '' || configured === null || configured === '') return undefined;
  const { environment } = context;
  return comparable(logged, environment) !== comparable(configured, environment);
}

/** A command line as two writings of it compare: variables filled in, without quotes and letter case. */
function comparable(command: string, environment: WindowsEnvironment): string {
  return canonicalPath(command.replaceAll('"', '').trim(), environment).toLowerCase();
}

/** A key written while the System log was kept, and not one record of the service within five minutes of it. */
function unloggedChange({ service, events }: ServiceLife, host: HostLife): boolean | undefined {
  const written = service?.lastChanged ?? null;
  if (written === null || host.first === null || host.last === null) return undefined;
  if (written <= host.first || written >= host.last) return undefined;
  return !events.some(({ time }) => Math.abs(secondsBetween(time, written)) <= 300);
}
