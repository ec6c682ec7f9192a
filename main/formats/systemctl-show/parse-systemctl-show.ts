import { MAX_LISTED_UNITS } from '../../../shared/limits.ts';

/** Properties of one unit by name, as `systemctl show` writes them; one that stands there more than once has more values. */
export type UnitProperties = ReadonlyMap<string, readonly string[]>;

export interface SystemctlShow {
  readonly units: readonly UnitProperties[];
  /** Lines that are no `Name=value` and continue none. */
  readonly damaged: number;
  readonly truncated: boolean;
}

/**
 * Decodes what `systemctl show [--property=…] UNIT…` writes (systemctl(1), "show"): lines `Name=value`, a blank line between units.
 * A value may hold line feeds (an environment, a description): lines that do not begin with a name continue it. Never throws.
 */
export function parseSystemctlShow(text: string): SystemctlShow {
  const units: UnitProperties[] = [];
  let unit = new Map<string, string[]>();
  let values: string[] | null = null;
  let damaged = 0;
  const finish = (): void => {
    if (unit.size > 0) units.push(unit);
    unit = new Map();
    values = null;
  };
  for (const raw of text.split('\n')) {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (line === '') {
      finish();
      if (units.length >= MAX_LISTED_UNITS) return { units, damaged, truncated: true };
      continue;
    }
    const found = /^([A-Z][A-Za-z0-9]*)=(.*)$/s.exec(line);
    if (found !== null) {
      const [, name = '', value = ''] = found;
      values = unit.get(name) ?? [];
      values.push(value);
      unit.set(name, values);
    } else if (values !== null && values.length > 0) {
      values.push(`${values.pop()}\n${line}`);
    } else {
      damaged += 1;
    }
  }
  finish();
  return { units, damaged, truncated: false };
}
