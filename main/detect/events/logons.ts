import type { EventRecord } from '../../../shared/model/event-record.ts';
import type { PassingRecord } from '../../../shared/model/log-event.ts';

/** A logon session, as 4624 tells of it ("4624(S): An account was successfully logged on", Microsoft Learn). */
export interface Logon {
  readonly time: string | null;
  readonly type: number;
  /** '' where there is none, as for local logons. */
  readonly address: string;
  readonly sid: string;
}

const MAX_LOGONS = 200_000;
const MAX_ACCOUNTS = 20_000;
/** Of accounts of hosts and domains ([MS-DTYP] 2.4.2.4); well-known SIDs have a name everywhere. */
const ACCOUNT_SID = /^s-1-5-21-/i;
const LOCAL = /^(?:-|::1|127\.|0\.0\.0\.0$|$)/;

function isLogon(channel: string | null, eventId: number | null): boolean {
  return eventId === 4624 && channel?.toLowerCase() === 'security';
}

/** Logon sessions by id, and the network logons of each account, so that an installation can be traced to where it came from. */
export class Logons {
  readonly #byId = new Map<string, Logon>();
  readonly #network = new Map<string, Logon[]>();
  readonly #accounts = new Map<string, string>();

  add(event: EventRecord): void {
    const { fields } = event;
    if (isLogon(event.channel, event.eventId)) this.#add(event.computer, event.time, (name) => fields[name]);
    this.#addAccount(fields.SubjectUserSid, fields.SubjectDomainName, fields.SubjectUserName);
  }

  /** `DOMAIN\name` of the account with this SID, as records of the security log name both; null when none does. */
  accountOf(sid: string): string | null {
    return this.#accounts.get(sid.toLowerCase()) ?? null;
  }

  #addAccount(sid: unknown, domain: unknown, name: unknown): void {
    if (typeof sid !== 'string' || typeof name !== 'string' || name === '' || name === '-') return;
    if (!ACCOUNT_SID.test(sid) || this.#accounts.size >= MAX_ACCOUNTS) return;
    this.#accounts.set(
      sid.toLowerCase(),
      typeof domain === 'string' && domain !== '' ? `${domain}\\${name}` : name,
    );
  }

  /** The same of a record that is only passing. */
  addPassing(record: PassingRecord): void {
    if (isLogon(record.channel, record.eventId)) {
      this.#add(record.computer, record.time, (name) => record.field(name));
    }
  }

  #add(
    computer: string | null,
    time: string | null,
    field: (name: string) => string | number | null | undefined,
  ): void {
    const type = Number(field('LogonType') ?? -1);
    const address = String(field('IpAddress') ?? '');
    const sid = String(field('TargetUserSid') ?? '');
    this.#addAccount(sid, field('TargetDomainName'), field('TargetUserName'));
    const logon: Logon = { time, type, address: LOCAL.test(address) ? '' : address, sid };
    const id = String(field('TargetLogonId') ?? '').toLowerCase();
    // 0x3e4, 0x3e5, 0x3e7: the sessions of the system's own accounts, which everything on the host shares.
    if (!/^0x[0-9a-f]{5,16}$/.test(id) || this.#byId.size >= MAX_LOGONS) return;
    this.#byId.set(`${computer ?? ''}\0${id}`, logon);
    if (type === 3 || type === 10) {
      const known = this.#network.get(sid);
      if (known === undefined) this.#network.set(sid, [logon]);
      else known.push(logon);
    }
  }

  /** The session that an event names (4697), or the network logon of its account in the minute before it (7045 names no session). */
  of(event: EventRecord): Logon | null {
    const id = String(event.fields.SubjectLogonId ?? '').toLowerCase();
    const named = this.#byId.get(`${event.computer ?? ''}\0${id}`);
    if (named !== undefined) return named;
    const sid = event.actor !== null && ACCOUNT_SID.test(event.actor) ? event.actor : null;
    if (sid === null || event.time === null) return null;
    const at = Date.parse(event.time);
    const near = (this.#network.get(sid) ?? []).filter(({ time }) => {
      const before = time === null ? Number.NaN : at - Date.parse(time);
      return before >= 0 && before <= 60_000;
    });
    return near.at(-1) ?? null;
  }
}
