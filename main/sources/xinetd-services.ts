import { parseInetd } from '../formats/xinetd/parse-inetd.ts';
import { parseXinetd, type XinetdSection } from '../formats/xinetd/parse-xinetd.ts';
import { hasLinuxFolders } from './linux/linux-roots.ts';
import { type StartupFile, StartupReader } from './linux/startup-reader.ts';
import { inetdRecord, xinetdRecord } from './linux/xinetd-record.ts';
import type { ArtefactSource, SourceContext, SourceItem } from './source.ts';

const ID = 'xinetd-services';
const FOLDER = '/etc/xinetd.d';
/** Included folders of one configuration; real ones name one. */
const MAX_INCLUDES = 64;

/** Services that xinetd and inetd start for each connection. */
export const source: ArtefactSource = {
  id: ID,
  applies: hasLinuxFolders,
  *collect(context: SourceContext): Generator<SourceItem> {
    const reader = new StartupReader(context, ID);
    const counts = { xinetd: 0, inetd: 0, disabled: 0 };
    const found: { file: StartupFile; section: XinetdSection }[] = [];
    const folders = new Set([FOLDER]);
    const take = (file: StartupFile): void => {
      const bytes = reader.bytes(file);
      if (bytes === null) return;
      const { sections, includes, problems } = parseXinetd(bytes);
      for (const { line, what } of problems) {
        reader.report('xinetd-line-malformed', file.path, `line ${line}: ${what}`);
      }
      for (const section of sections) found.push({ file, section });
      for (const { path, isFolder } of includes) {
        if (!path.startsWith('/') || folders.size >= MAX_INCLUDES) continue;
        if (isFolder) folders.add(path);
        else singles.push(path);
      }
    };
    const singles = ['/etc/xinetd.conf'];
    for (let at = 0; at < singles.length && at < MAX_INCLUDES; at += 1) {
      const file = reader.single(singles[at] ?? '');
      if (file !== null) take(file);
    }
    // A folder that an included file names is added behind.
    for (const path of folders) {
      for (const file of reader.folder(path)?.files ?? []) {
        // xinetd.conf(5), "includedir": names with a dot or a tilde at the end are passed over.
        if (file.problem !== 'a folder' && !/\.|~$/.test(file.name)) take(file);
      }
    }
    const defaults = found.filter(({ section }) => section.service === null).map(({ section }) => section);
    for (const { file, section } of found) {
      if (section.service === null) continue;
      const record = xinetdRecord(file, section, defaults, reader);
      counts.xinetd += 1;
      if (record.enabled === false) counts.disabled += 1;
      yield record;
    }
    for (const path of ['/etc/inetd.conf', '/etc/inet/inetd.conf', '/etc/openbsd-inetd.conf']) {
      const file = reader.single(path);
      const bytes = file === null ? null : reader.bytes(file);
      if (file === null || bytes === null) continue;
      const { entries, problems } = parseInetd(bytes);
      for (const { line, what } of problems)
        reader.report('inetd-line-malformed', path, `line ${line}: ${what}`);
      for (const entry of entries) {
        counts.inetd += 1;
        yield inetdRecord(file, entry, reader);
      }
    }
    yield* reader.end(counts, 'the files of xinetd and inetd');
  },
};
