import { MAX_ARGUMENTS } from '../../shared/limits.ts';
import { hasLinuxFolders } from './linux/linux-roots.ts';
import { preloadPayload } from './linux/preload-payload.ts';
import { StartupReader } from './linux/startup-reader.ts';
import { startupRecord } from './linux/startup-record.ts';
import type { ArtefactSource, SourceContext, SourceItem } from './source.ts';

const ID = 'library-preload';
const PATH = '/etc/ld.so.preload';

/** Libraries that the dynamic linker loads into every program, services first of all (ld.so(8), "/etc/ld.so.preload"). */
export const source: ArtefactSource = {
  id: ID,
  applies: hasLinuxFolders,
  *collect(context: SourceContext): Generator<SourceItem> {
    const reader = new StartupReader(context, ID);
    const counts = { libraries: 0 };
    const file = reader.single(PATH);
    const text = file === null ? null : reader.text(file);
    if (file !== null && text !== null) {
      const names = libraries(text);
      counts.libraries = names.length;
      yield startupRecord({
        mechanism: 'ld-preload',
        file,
        line: null,
        kind: 'job',
        command: names.join(' ') || null,
        payloads: names.map((name) => preloadPayload(name, 'file', name, reader.files)),
        enabled: names.length > 0,
        startMode: names.length > 0 ? 'auto' : 'disabled',
        account: null,
        trigger: 'every program',
      });
    }
    yield* reader.end(counts, PATH);
  },
};

/** White space and colons separate, `#` begins a comment (do_preload, elf/rtld.c of glibc). */
function libraries(text: string): string[] {
  const words = text.split('\n').flatMap((line) => line.replace(/#.*$/, '').split(/[\s:]+/));
  return words.filter((word) => word !== '').slice(0, MAX_ARGUMENTS);
}
