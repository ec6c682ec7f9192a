import { initSystem } from './linux/init-system.ts';
import { hasLinuxFolders } from './linux/linux-roots.ts';
import { scriptRecord } from './linux/script-record.ts';
import { StartupReader } from './linux/startup-reader.ts';
import type { ArtefactSource, SourceContext, SourceItem } from './source.ts';

const ID = 'startup-scripts';

/**
 * Scripts for the administrator's own commands. Each is run only with its executable bit: systemd-rc-local-generator(8) asks for it, and
 * so do the init scripts of Debian, Red Hat and SUSE. `generator`: systemd runs it, unless rc-local.service is masked.
 */
const SCRIPTS = [
  { path: '/etc/rc.local', trigger: 'boot', generator: true },
  { path: '/etc/rc.d/rc.local', trigger: 'boot', generator: true },
  { path: '/etc/init.d/boot.local', trigger: 'boot', generator: false },
  { path: '/etc/init.d/before.local', trigger: 'boot', generator: false },
  { path: '/etc/init.d/after.local', trigger: 'boot', generator: false },
  { path: '/etc/init.d/halt.local', trigger: 'halt', generator: false },
  { path: '/usr/sbin/halt.local', trigger: 'halt', generator: false },
  { path: '/etc/rc.d/rc.local_shutdown', trigger: 'halt', generator: false },
  { path: '/etc/rc.d/rc.sysinit', trigger: 'boot', generator: false },
  // Red Hat's rc.sysinit runs the first, Slackware's rc.M the second, to load kernel modules.
  { path: '/etc/rc.modules', trigger: 'boot', generator: false },
  { path: '/etc/rc.d/rc.modules', trigger: 'boot', generator: false },
] as const;

/** OpenRC's service `local` (Gentoo, Alpine), and folders of init systems before it. */
const FOLDERS = ['/etc/local.d', '/etc/rc.boot', '/etc/boot.d'];

/** rc.local and its relatives: one record a script, with the programs that its lines run. */
export const source: ArtefactSource = {
  id: ID,
  applies: hasLinuxFolders,
  *collect(context: SourceContext): Generator<SourceItem> {
    const reader = new StartupReader(context, ID);
    const init = initSystem(context);
    const mask = context.evidence.readLink('/etc/systemd/system/rc-local.service');
    const masked = init === 'systemd' && mask.ok && mask.value === '/dev/null';
    const counts = { scripts: 0, enabled: 0, idle: 0 };
    const emit = function* (script: Parameters<typeof scriptRecord>[0]): Generator<SourceItem> {
      const record = scriptRecord(script, reader);
      counts.scripts += 1;
      if (record.enabled === true) counts.enabled += 1;
      if (record.activator?.properties['DoesNothing'] !== undefined) counts.idle += 1;
      yield record;
      yield* reader.take();
    };
    for (const { path, trigger, generator } of SCRIPTS) {
      const file = reader.single(path);
      if (file === null) continue;
      const hindrance = generator && masked ? { MaskedBy: '/etc/systemd/system/rc-local.service' } : null;
      yield* emit({ mechanism: 'rc-local', file, trigger, needsBit: true, hindrance });
    }
    for (const { path, files } of reader.foldersOf(FOLDERS)) {
      const isLocal = path === '/etc/local.d';
      for (const file of files) {
        if (file.problem === 'a folder') continue;
        const suffix = /\.(start|stop)$/.exec(file.name)?.[1];
        if (isLocal ? suffix === undefined : !/^[A-Za-z0-9_-]+$/.test(file.name)) continue;
        const trigger = suffix === 'stop' ? 'halt' : 'boot';
        yield* emit({ mechanism: 'rc-local', file, trigger, needsBit: true });
      }
    }
    yield* reader.end(counts, 'rc.local, its relatives and /etc/local.d');
  },
};
