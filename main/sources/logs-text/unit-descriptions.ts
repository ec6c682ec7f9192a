import { MAX_UNIT_FILE } from '../../../shared/limits.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { MAX_DESCRIBED_UNITS } from './limits.ts';

/** systemd.unit(5), the folders of packages and administrators; earlier ones win. */
const FOLDERS = [
  '/etc/systemd/system',
  '/run/systemd/system',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
  '/run/systemd/generator.late',
  '/run/systemd/generator',
];
const UNIT = /\.(?:service|socket|timer|path|target|mount|automount|slice)$/;

/**
 * Which unit a description stands for, by the unit files of this root: the unit whose effective file says so, null when none or
 * several do. Files are read when the first description is asked for. Descriptions with specifiers are left out.
 */
export function unitDescriptions(evidence: Evidence): (description: string) => string | null {
  let known: Map<string, string | null> | null = null;
  return (description) => {
    known ??= readDescriptions(evidence);
    return known.get(description) ?? null;
  };
}

function readDescriptions(evidence: Evidence): Map<string, string | null> {
  const units = new Set<string>();
  const known = new Map<string, string | null>();
  for (const folder of FOLDERS) {
    const place = evidence.lookup(folder);
    const listing = place.state === 'directory' ? evidence.list(place.path) : null;
    if (place.state !== 'directory' || listing?.ok !== true) continue;
    for (const { name, kind } of listing.value) {
      // An alias has the description of its unit, which is counted under its own name.
      if (kind !== 'file' || !UNIT.test(name) || units.has(name)) continue;
      if (units.size >= MAX_DESCRIBED_UNITS) return known;
      units.add(name);
      const bytes = evidence.read(`${place.path}/${name}`, MAX_UNIT_FILE);
      if (!bytes.ok) continue;
      const text = Buffer.from(bytes.value).toString('utf8');
      const description = /^Description[ \t]*=[ \t]*(.*?)\s*$/m.exec(text)?.[1] ?? '';
      if (description === '' || description.includes('%') || description.endsWith('\\')) continue;
      const same = known.get(description);
      if (same === undefined) known.set(description, name);
      else if (same !== name) known.set(description, null);
    }
  }
  return known;
}
