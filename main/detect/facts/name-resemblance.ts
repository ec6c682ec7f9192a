import { inboxAnywhere, inboxEntries, withoutSessionSuffix } from '../inbox/inbox.ts';
import { coreProgramStems } from '../inbox/inbox-programs.ts';
import { isWindowsNameElsewhere } from '../inbox/windows-names-elsewhere.ts';
import { isKnownProductName } from '../lists/known-products.ts';
import { bitCount, editDistance, letterMask } from './edit-distance.ts';
import { withoutConfusables, withoutHomoglyphs, withoutPunctuation } from './folding.ts';

export type ResemblanceKind = 'edit-distance' | 'confusable' | 'homoglyph' | 'affix' | 'folding' | 'program';

export interface Resemblance {
  /** Inbox service as Windows spells it, or for `program` the file name of an inbox program. */
  readonly name: string;
  readonly how: ResemblanceKind;
}

interface Target {
  readonly name: string;
  readonly lower: string;
  readonly mask: number;
  readonly driver: boolean;
}

interface Index {
  readonly byLower: Map<string, Target>;
  readonly byPunctuation: Map<string, Target>;
  readonly byConfusable: Map<string, Target>;
  readonly byLength: Target[][];
}

/** Names longer than this are not compared; the longest inbox name has 40 characters. */
const MAX_COMPARED = 48;
/** Bits of `NAME_TYPE` in Type that make a kernel or file system driver. */
const DRIVER_TYPES = 0x0b;

/**
 * Names that are ordinary words: something added to them makes a new name, not an imitation (`PowerService`,
 * `Scheduler`, `TelemetryHost`).
 */
const ORDINARY = new Set(
  `alerter beep browser cad changer clip disk fax filter hid imapi install locator messenger modem monitor msfs null
  package parport phone power processor print push ramdisk sensor serial server session spectrum storage storport
  telemetry themes tunnel ultra update user vid video volume wallet workstation capture camera display embeddedmode
  perception device devices location retail search state schedule smart sync system time token video web wifi work
  windows service scheduler updater message messaging http https network audio bluetooth credential
  usermanager licensemanager`.split(/\s+/),
);

/** Added to a name to make it look like part of the same thing (detection.md D.12). Digits only after services. */
const WORD_AFFIX =
  /^(.{4,}?)[ _.-]?(?:svcs?|services?|serv|srv|hosts?|helpers?|updates?|updater|mgr|manager|agent)$/;
const DIGIT_AFFIX = /^(.{4,}?)[ _.-]?(?:32|64|x64|x86|ex|2|3|v2|s)$/;
const PREFIX = /^(?:win|windows|microsoft|ms|my|new|nt|the|sys)[ _.-]?(.{4,})$/;
/** `CryptSvc` and `CryptService` are one name to a reader. */
const TYPE_SUFFIX = /^(.{4,})(?:svc|service|serv|srv)$/;

let index: Index | undefined;

function buildIndex(): Index {
  const byLower = new Map<string, Target>();
  for (const { name, type, image } of inboxEntries()) {
    const lower = name.toLowerCase();
    // Keys without Type hold no service; boot drivers of old disks without image are nothing to imitate.
    if (type === null || (image === null && (type & DRIVER_TYPES) !== 0) || byLower.has(lower)) continue;
    byLower.set(lower, { name, lower, mask: letterMask(lower), driver: (type & DRIVER_TYPES) !== 0 });
  }
  const byLength: Target[][] = Array.from({ length: MAX_COMPARED + 3 }, () => []);
  const byPunctuation = new Map<string, Target>();
  const byConfusable = new Map<string, Target>();
  for (const target of byLower.values()) {
    byPunctuation.set(withoutPunctuation(target.lower), target);
    byConfusable.set(withoutConfusables(target.lower), target);
    byLength[target.lower.length]?.push(target);
  }
  return { byLower, byPunctuation, byConfusable, byLength };
}

/**
 * The inbox service whose name this one imitates. Nothing is said of a name that Windows itself uses in any release.
 * Spelling variants count only among services or among drivers, since hardware makers number their drivers.
 */
export function nameResemblance(name: string, driver: boolean): Resemblance | undefined {
  const lower = name.toLowerCase();
  if (lower.length < 3 || lower.length > MAX_COMPARED) return undefined;
  if (inboxAnywhere(name).length > 0 || isWindowsNameElsewhere(withoutSessionSuffix(name))) return undefined;
  if (isKnownProductName(name)) return undefined;
  index ??= buildIndex();
  return (
    byHomoglyph(name, index) ??
    byFolding(lower, index) ??
    byConfusable(lower, driver, index) ??
    byDistance(lower, driver, index) ??
    (driver ? undefined : byDigits(lower, index)) ??
    (driver ? undefined : byAffix(lower, index)) ??
    (driver ? undefined : byProgram(lower))
  );
}

function byHomoglyph(name: string, { byLower, byConfusable }: Index): Resemblance | undefined {
  if (/^[\0-\u007f]*$/.test(name)) return undefined;
  const plain = withoutHomoglyphs(name.replace(/\p{Cf}/gu, '')).toLowerCase();
  const target = byLower.get(plain) ?? byConfusable.get(withoutConfusables(plain));
  return target === undefined ? undefined : { name: target.name, how: 'homoglyph' };
}

function byFolding(lower: string, { byPunctuation }: Index): Resemblance | undefined {
  const folded = withoutPunctuation(lower.replaceAll('\0', ''));
  const target = folded.length < 3 ? undefined : byPunctuation.get(folded);
  return target === undefined || target.lower === lower ? undefined : { name: target.name, how: 'folding' };
}

function byConfusable(
  lower: string,
  driver: boolean,
  { byConfusable: targets }: Index,
): Resemblance | undefined {
  if (lower.length < 4) return undefined;
  const target = targets.get(withoutConfusables(lower));
  if (target === undefined || target.lower === lower || (driver && !target.driver)) return undefined;
  // `lsi_sas1` and `lsi_sasl` read alike, and hardware makers do number their drivers.
  if (driver && withoutDigits(target.lower) === withoutDigits(lower)) return undefined;
  return { name: target.name, how: 'confusable' };
}

/**
 * Edits that still read as the same name: none under 4 letters, 1 under 8, 2 from there on. `Svc` and its like at the
 * end do not count as letters of the name: `CptService` is not `CscService`.
 */
function allowedEdits(length: number): number {
  return length < 4 ? 0 : length < 8 ? 1 : 2;
}

const COMMON_END = /(?:svc|service|serv|srv)$/;

function byDistance(lower: string, driver: boolean, { byLength }: Index): Resemblance | undefined {
  const limit = allowedEdits(lower.length);
  if (limit === 0 || ORDINARY.has(lower)) return undefined;
  const mask = letterMask(lower);
  const end = COMMON_END.exec(lower)?.[0] ?? '';
  let best: Target | undefined;
  let bestDistance = limit + 1;
  for (let length = lower.length - limit; length <= lower.length + limit; length++) {
    for (const target of byLength[length] ?? []) {
      if (target.driver !== driver || bitCount(mask ^ target.mask) > 2 * limit) continue;
      const counted = Math.min(lower.length, length) - (target.lower.endsWith(end) ? end.length : 0);
      const most = Math.min(allowedEdits(counted), bestDistance - 1);
      if (most === 0) continue;
      const distance = editDistance(lower, target.lower, most);
      if (distance > most || isOtherName(lower, target.lower, distance, driver)) continue;
      best = target;
      bestDistance = distance;
    }
  }
  return best === undefined ? undefined : { name: best.name, how: 'edit-distance' };
}

/** Near in letters and yet a name of its own. */
function isOtherName(lower: string, target: string, distance: number, driver: boolean): boolean {
  if (ORDINARY.has(target)) return true;
  const swapped = [...lower].sort().join('') === [...target].sort().join('');
  if (lower.charAt(0) !== target.charAt(0) && !swapped) return true;
  if (!driver) return false;
  // Hardware makers number and letter their drivers (`iaStorA`, `iaStorV`), and driver names are near each other.
  if (distance > 1 || withoutDigits(lower) === withoutDigits(target)) return true;
  if (swapped || withoutDoubles(lower) === withoutDoubles(target)) return false;
  return (
    lower.length < 8 ||
    lower.slice(0, -1) === target.slice(0, -1) ||
    lower.startsWith(target) ||
    target.startsWith(lower)
  );
}

/** The same letters with other digits: `W64Time`. Only among services, and only where both have digits. */
function byDigits(lower: string, { byLength }: Index): Resemblance | undefined {
  if (!/\d/.test(lower)) return undefined;
  const plain = withoutDigits(lower);
  if (plain.length < 5) return undefined;
  const target = (byLength[lower.length] ?? []).find(
    (one) => !one.driver && /\d/.test(one.lower) && withoutDigits(one.lower) === plain,
  );
  return target === undefined ? undefined : { name: target.name, how: 'edit-distance' };
}

function withoutDoubles(text: string): string {
  return text.replace(/(.)\1+/g, '$1');
}

function withoutDigits(text: string): string {
  return text.replace(/\d+/g, '');
}

function byAffix(lower: string, { byLower }: Index): Resemblance | undefined {
  const stems = [
    WORD_AFFIX.exec(lower)?.[1],
    DIGIT_AFFIX.exec(lower)?.[1],
    PREFIX.exec(lower)?.[1],
    PREFIX.exec(WORD_AFFIX.exec(lower)?.[1] ?? '')?.[1],
  ];
  for (const stem of stems) {
    const target = stem === undefined || ORDINARY.has(stem) ? undefined : byLower.get(stem);
    if (target !== undefined && !target.driver) return { name: target.name, how: 'affix' };
  }
  const own = TYPE_SUFFIX.exec(lower)?.[1];
  if (own === undefined || ORDINARY.has(own)) return undefined;
  for (const suffix of ['svc', 'service', 'serv', 'srv']) {
    const target = byLower.get(own + suffix);
    if (target !== undefined && !target.driver) return { name: target.name, how: 'affix' };
  }
  return undefined;
}

/** Programs named like products of others, or like ordinary words. */
const NOT_TELLING = new Set(['services', 'explorer', 'consent', 'dwm', 'lsm', 'userinit', 'alg']);

function byProgram(lower: string): Resemblance | undefined {
  const stem = (WORD_AFFIX.exec(lower)?.[1] ?? DIGIT_AFFIX.exec(lower)?.[1] ?? lower).replace(/\.exe$/, '');
  const read = withoutConfusables(stem);
  for (const program of coreProgramStems) {
    if (
      program.length >= 5 &&
      !NOT_TELLING.has(program) &&
      program !== stem &&
      withoutConfusables(program) === read
    )
      return { name: `${program}.exe`, how: 'confusable' };
  }
  for (const candidate of [lower.replace(/\.exe$/, ''), stem]) {
    if (!NOT_TELLING.has(candidate) && coreProgramStems.includes(candidate)) {
      return { name: `${candidate}.exe`, how: 'program' };
    }
  }
  return undefined;
}
