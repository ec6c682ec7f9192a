import { type LogRecord, text } from './log-record.ts';
import type { EventMeaning, MeaningOf, NameResolver } from './meaning.ts';
import { MEANINGS_OF_OTHERS } from './meanings-of-others.ts';
import { MEANINGS_OF_SCM } from './meanings-of-scm.ts';
import { MEANINGS_OF_SECURITY } from './meanings-of-security.ts';
import { MEANINGS_OF_SYSMON } from './meanings-of-sysmon.ts';

/** Meanings by event id, of providers in lower case. */
const MEANINGS = new Map<string, Map<number, MeaningOf>>();
/** Event ids of all providers, for a first look before anything is decoded. */
const IDS = new Set<number>();
for (const [key, meaning] of [
  ...MEANINGS_OF_SCM,
  ...MEANINGS_OF_SECURITY,
  ...MEANINGS_OF_SYSMON,
  ...MEANINGS_OF_OTHERS,
]) {
  const slash = key.lastIndexOf('/');
  const provider = key.slice(0, slash);
  const id = Number(key.slice(slash + 1));
  const ofProvider = MEANINGS.get(provider);
  if (ofProvider === undefined) MEANINGS.set(provider, new Map([[id, meaning]]));
  else ofProvider.set(id, meaning);
  IDS.add(id);
}

/** Providers as they are written, which few records write in another way than the one before. */
const WRITTEN = new Map<string, Map<number, MeaningOf> | undefined>();
const MAX_WRITTEN = 10_000;

function meaningsOf(provider: string): Map<number, MeaningOf> | undefined {
  let found = WRITTEN.get(provider);
  if (found === undefined && !WRITTEN.has(provider)) {
    if (WRITTEN.size >= MAX_WRITTEN) WRITTEN.clear();
    found = MEANINGS.get(provider.toLowerCase());
    WRITTEN.set(provider, found);
  }
  return found;
}

/** May a record of this provider and id say something of services? A provider that is not known yet (null) may. */
export function mayMatter(provider: string | null, eventId: number | null): boolean {
  if (eventId === null) return false;
  return provider === null ? IDS.has(eventId) : meaningsOf(provider)?.has(eventId) === true;
}

/** How to read what such a record says of services; null when it says nothing. */
export function howToRead({ provider, eventId }: LogRecord): MeaningOf | null {
  if (provider === null || eventId === null) return null;
  return meaningsOf(provider)?.get(eventId) ?? null;
}

/** What a record says of services; null when nothing. */
export function meaningOf(record: LogRecord, names: NameResolver): EventMeaning | null {
  return howToRead(record)?.(record, names) ?? null;
}

/** Who did it: the account that the record names (`DOMAIN\name`), else the SID that it was written for; null when it names none. */
export function actorOf(record: LogRecord): string | null {
  const user = text(record, 'SubjectUserName') || text(record, 'User');
  const domain = text(record, 'SubjectDomainName');
  if (user !== '' && user !== '-') return domain === '' || domain === '-' ? user : `${domain}\\${user}`;
  return record.userSid ?? (text(record, 'SubjectUserSid') || null);
}
