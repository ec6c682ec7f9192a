/** One item of a store of background task management (BTM), with what it says. */
export interface BackgroundItem {
  /** Evidence path of the store. */
  readonly store: string;
  readonly storeTime: string | null;
  /** Place in the store, from 0. */
  readonly index: number;
  /** Account, or the identifier that the store has for it; null for what belongs to nobody in particular. */
  readonly user: string | null;
  readonly identifier: string | null;
  /** Label or bundle identifier inside `identifier`. */
  readonly label: string | null;
  readonly name: string | null;
  readonly developer: string | null;
  readonly teamIdentifier: string | null;
  /** Bits; null in stores before macOS 13. */
  readonly type: number | null;
  readonly disposition: number | null;
  /** As stored, perhaps relative to the bundle that contains it. */
  readonly url: string | null;
  /** The same as an absolute path; null where that cannot be told. */
  readonly path: string | null;
  /** As stored. */
  readonly executable: string | null;
  readonly executablePath: string | null;
  readonly bundleIdentifier: string | null;
  /** Identifier of the item that it belongs to. */
  readonly container: string | null;
  /** Every field of it as text. */
  readonly fields: Readonly<Record<string, string>>;
}

export const BTM_APP = 0x2;
export const BTM_LOGIN_ITEM = 0x4;
export const BTM_AGENT = 0x8;
export const BTM_DAEMON = 0x10;
export const BTM_DEVELOPER = 0x20;

/** As `sfltool dumpbtm` names them, in its order; other bits are seen in stores and not understood. */
const TYPES: readonly (readonly [bit: number, word: string])[] = [
  [0x80000, 'curated'],
  [0x10000, 'legacy'],
  [BTM_DEVELOPER, 'developer'],
  [BTM_APP, 'app'],
  [BTM_LOGIN_ITEM, 'login item'],
  [BTM_AGENT, 'agent'],
  [BTM_DAEMON, 'daemon'],
];
const ENABLED = 0x1;
const ALLOWED = 0x2;
const DISPOSITIONS: readonly (readonly [bit: number, set: string, clear: string])[] = [
  [ENABLED, 'enabled', 'disabled'],
  [ALLOWED, 'allowed', 'disallowed'],
  [0x4, 'hidden', 'visible'],
  [0x8, 'notified', 'not notified'],
];

/** `curated legacy daemon`; bits without a word in hexadecimal. */
export function typeText(type: number | null): string | null {
  if (type === null) return null;
  const words = TYPES.flatMap(([bit, word]) => (hasBit(type, bit) ? [word] : []));
  const rest = TYPES.reduce((left, [bit]) => (hasBit(left, bit) ? left - bit : left), type);
  if (rest !== 0 || words.length === 0) words.push(`0x${rest.toString(16)}`);
  return words.join(' ');
}

/** `enabled`, `allowed`, `visible`, `notified`, or their opposites. */
export function dispositionWords(disposition: number | null): string[] {
  if (disposition === null) return [];
  const words = DISPOSITIONS.map(([bit, set, clear]) => (hasBit(disposition, bit) ? set : clear));
  const rest = Math.floor(disposition / 16) * 16;
  return rest === 0 ? words : [...words, `0x${rest.toString(16)}`];
}

export function isEnabled({ disposition }: BackgroundItem): boolean | null {
  return disposition === null ? null : hasBit(disposition, ENABLED);
}

/** May it run? The user or a profile decides; macOS does not start what is disallowed. */
export function isAllowed({ disposition }: BackgroundItem): boolean | null {
  return disposition === null ? null : hasBit(disposition, ALLOWED);
}

export function hasType({ type }: BackgroundItem, bits: number): boolean {
  return type !== null && (type & bits) !== 0;
}

/** Hostile stores hold integers beyond 32 bits, which bit operators would cut. */
function hasBit(value: number, bit: number): boolean {
  return Math.floor(value / bit) % 2 === 1;
}
