import type { SysvDetail } from '../../../shared/model/sysv-detail.ts';
import type { StartupFile, StartupReader } from './startup-reader.ts';

/** One entry of a runlevel folder. */
export interface RunlevelLink {
  readonly detail: SysvDetail['links'][number];
  /** What follows letter and order: `ssh` of `S01ssh`. */
  readonly name: string;
  readonly file: StartupFile;
  /** Path that it means: of a link its target, even if nothing is there; of a file its own. */
  readonly target: string;
}

const RUNLEVELS = ['0', '1', '2', '3', '4', '5', '6', 'S'];

/** Debian, Red Hat, SUSE; `boot` is SUSE's folder of what runs before the first runlevel. Merged folders are read once. */
const FOLDERS = [
  ...RUNLEVELS.flatMap((level) => [
    [level, `/etc/rc${level}.d`],
    [level, `/etc/rc.d/rc${level}.d`],
    [level, `/etc/init.d/rc${level}.d`],
  ]),
  ['boot', '/etc/init.d/boot.d'],
  ['boot', '/etc/boot.d'],
] as const;

/** `S01ssh`, `K01ssh`, and names without a number, which the scripts of init(8) start too. */
const LINK_NAME = /^([SK])(\d{0,3})(.+)$/;

/** Links (and files in their place) that start and stop services in the runlevels. */
export function runlevelLinks(reader: StartupReader): RunlevelLink[] {
  const links: RunlevelLink[] = [];
  for (const [runlevel = '', path = ''] of FOLDERS) {
    const folder = reader.folder(path);
    for (const file of folder?.files ?? []) {
      const [, letter, order, name] = LINK_NAME.exec(file.name) ?? [];
      if (letter === undefined || name === undefined) continue;
      const action = letter === 'S' ? 'start' : 'stop';
      links.push({
        name,
        detail: { path: file.path, runlevel, action, order: Number(order) },
        file,
        target: file.evidencePath ?? linkedPath(file),
      });
    }
  }
  return links;
}

/** Where a link that leads to nothing was meant to lead. */
function linkedPath({ path, link }: StartupFile): string {
  if (link === null) return path;
  const parts = link.startsWith('/') ? [] : path.split('/').slice(1, -1);
  for (const part of link.split('/').slice(0, 512)) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
