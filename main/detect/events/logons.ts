import type { EventRecord } from '../../../shared/model/event-record.ts';

/** A logon session, as 4624 tells of it ("4624(S): An account was successfully logged on", Microsoft Learn). */
export interface Logon {
  readonly time: string | null;
  readonly type: number;
  /** '' where there is none, as for local logons. */
  readonly address: string;
  readonly sid: string;
}

const MAX_LOGONS = 200_000;
const LOCAL = /^(?:-|::1|127\.|0\.0\.0\.0$|$)/;

/** Logon sessions by id, and the network logons of each account, so that an installation can be traced to where it came from. */
export class Logons {
  readonly #byId = new Map<string, Logon>();
  readonly #network = new Map<string, Logon[]>();

  add(event: EventRecord): void {
    if (event.eventId !== 4624 || event.channel?.toLowerCase() !== 'security') return;
    const { fields } = event;
    const type = Number(fields.LogonType ?? -1);
    const address = String(fields.IpAddress ?? '');
    const sid = String(fields.TargetUserSid ?? '');
    const logon: Logon = { time: event.time, type, address: LOCAL.test(address) ? '' : address, sid };
    const id = String(fields.TargetLogonId ?? '').toLowerCase();
    // 0x3e4, 0x3e5, 0x3e7: the sessions of the system's own accounts, which everything on the host shares.
    if (!/^0x[0-9a-f]{5,16}$/.test(id) || this.#byId.size >= MAX_LOGONS) return;
    this.#byId.set(`${event.computer ?? ''}\0${id}`, logon);
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
    const sid = event.actor !== null && /^S-1-5-21-/i.test(event.actor) ? event.actor : null;
    if (sid === null || event.time === null) return null;
    const at = Date.parse(event.time);
    const near = (this.#network.get(sid) ?? []).filter(({ time }) => {
      const before = time === null ? Number.NaN : at - Date.parse(time);
      return before >= 0 && before <= 60_000;
    });
    return near.at(-1) ?? null;
  }
}
