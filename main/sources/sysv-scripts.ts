import type { ServiceRecord } from '../../shared/model/service-record.ts';
import { type InitSystem, initSystem } from './linux/init-system.ts';
import { hasLinuxFolders } from './linux/linux-roots.ts';
import { nativeUnits } from './linux/native-units.ts';
import { type RunlevelLink, runlevelLinks } from './linux/runlevel-links.ts';
import { type StartupFile, StartupReader } from './linux/startup-reader.ts';
import { sysvRecord } from './linux/sysv-record.ts';
import type { ArtefactSource, SourceContext, SourceItem } from './source.ts';

const ID = 'sysv-scripts';
const FOLDERS = ['/etc/init.d', '/etc/rc.d/init.d'];
/**
 * What lies among init scripts and is none: documentation, libraries, sysv-rc's and SUSE's own parts, leftovers of package managers.
 * A runlevel link to one of them makes it a service nevertheless.
 */
const NO_SERVICE =
  /^(?:README.*|skeleton.*|functions(?:\.sh)?|rc|rcS|rc\.status|Makefile|boot\.local|before\.local|after\.local|halt\.local|\..*|.*~|.*\.(?:dpkg-\w+|rpmnew|rpmsave|rpmorig|ucf-\w+|swp|bak|orig|ex))$/;

/** Init scripts with the links that start and stop them in the runlevels. */
export const source: ArtefactSource = {
  id: ID,
  applies: hasLinuxFolders,
  *collect(context: SourceContext): Generator<SourceItem> {
    const reader = new StartupReader(context, ID);
    const scripts = new Map<string, StartupFile>();
    for (const { files } of reader.foldersOf(FOLDERS)) {
      for (const file of files) {
        if (file.problem === 'a folder') continue;
        scripts.set(file.link === null ? (file.evidencePath ?? file.path) : file.path, file);
      }
    }
    const scope = { reader, init: initSystem(context), units: nativeUnits(context.evidence) };
    const links = new Map<string, RunlevelLink[]>();
    const all = runlevelLinks(reader);
    for (const link of all) {
      for (const key of meant(link, scripts, scope.init)) {
        const known = links.get(key);
        if (known === undefined) links.set(key, [link]);
        else known.push(link);
      }
    }
    const counts = { scripts: 0, links: all.length, enabled: 0, replacedByUnit: 0, linksElsewhere: 0 };
    const emit = function* (record: ServiceRecord | null): Generator<SourceItem> {
      if (record !== null) {
        counts.scripts += 1;
        if (record.enabled === true) counts.enabled += 1;
        if (record.sysv?.replacedByUnit != null) counts.replacedByUnit += 1;
        yield record;
      }
      yield* reader.take();
    };
    for (const [path, file] of scripts) {
      const own = links.get(path) ?? [];
      links.delete(path);
      if (own.length > 0 || !NO_SERVICE.test(file.name)) yield* emit(sysvRecord(file, own, true, scope));
    }
    for (const [target, own] of links) {
      const [first] = own;
      if (first === undefined) continue;
      counts.linksElsewhere += 1;
      const name = target.slice(target.lastIndexOf('/') + 1);
      yield* emit(sysvRecord({ ...first.file, path: target, name }, own, false, scope));
    }
    yield* reader.end(counts, 'the folders of init scripts and runlevels (/etc/init.d, /etc/rc?.d)');
  },
};

/**
 * Keys of what a link means: the path it leads to, or the link among the init scripts that it names; for systemd also the init script
 * of its name.
 */
function meant(link: RunlevelLink, scripts: ReadonlyMap<string, StartupFile>, init: InitSystem): Set<string> {
  const named = (name: string | undefined): string | undefined =>
    FOLDERS.map((folder) => `${folder}/${name}`).find((path) => scripts.has(path));
  const direct = scripts.has(link.target) ? link.target : undefined;
  const written = /^(?:\.\.|\/etc(?:\/rc\.d)?)\/init\.d\/([^/]+)$/.exec(link.file.link ?? '')?.[1];
  const keys = new Set([direct ?? named(written) ?? link.target]);
  const byName = init === 'systemd' ? named(link.name) : undefined;
  return byName === undefined ? keys : keys.add(byName);
}
