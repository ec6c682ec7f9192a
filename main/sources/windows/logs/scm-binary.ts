/** What the binary data of a record of the service control manager says, in no human language. */
export interface ScmBinary {
  /** Key name of the service. */
  readonly service: string;
  /** SERVICE_STATUS dwCurrentState (winsvc.h): 1 stopped, 4 running; null where the record has none. */
  readonly state: number | null;
}

/** A key name has at most 256 characters and neither slash (CreateServiceW, lpServiceName). */
const MAX_HEX = (256 + 8) * 4;

/**
 * The binary data of 7036 and its neighbours since Windows Vista: the service's key name in UTF-16LE, for 7036 followed by `/` and the
 * new state as a digit, then a null. `hex`: two digits a byte, without spaces. Null when it is anything else.
 */
export function scmBinary(hex: string): ScmBinary | null {
  // A service that starts and stops writes the same bytes each time.
  let known = seen.get(hex);
  if (known === undefined) {
    if (seen.size >= 10_000) seen.clear();
    known = decode(hex);
    seen.set(hex, known);
  }
  return known;
}

const seen = new Map<string, ScmBinary | null>();

function decode(hex: string): ScmBinary | null {
  if (hex.length === 0 || hex.length > MAX_HEX || hex.length % 4 !== 0) return null;
  let name = '';
  for (let at = 0; at < hex.length; at += 4) {
    const low = Number.parseInt(hex.slice(at, at + 2), 16);
    const high = Number.parseInt(hex.slice(at + 2, at + 4), 16);
    const unit = low | (high << 8);
    if (Number.isNaN(unit)) return null;
    if (unit === 0) break;
    if (unit < 0x20 || unit === 0x5c) return null;
    name += String.fromCharCode(unit);
  }
  const found = /^([^/]+)(?:\/(\d))?$/.exec(name);
  if (found === null) return null;
  return { service: found[1] ?? '', state: found[2] === undefined ? null : Number(found[2]) };
}
