import { isLogsOnly } from '../recognise-logs.ts';
import type { Root } from '../root.ts';
import type { ArtefactSource, SourceContext, SourceItem } from '../source.ts';
import { EventReader } from '../windows/logs/event-reader.ts';
import { logFiles } from '../windows/logs/log-files.ts';

/**
 * What the event logs say of services (.evtx, and .evt of Windows XP and 2003): every record that has a meaning for services, and for
 * rules also those that a rule asks for.
 */
export const source: ArtefactSource = {
  id: 'windows-events',
  stage: 'logs',
  applies: (root: Root) => root.platform === 'windows',
  *collect(context: SourceContext): Generator<SourceItem> {
    const { files, unreadable, truncated } = logFiles(context.evidence, context.root);
    const reader = new EventReader(context);
    for (const { path, reason } of unreadable) yield reader.unreadable(path, reason);
    if (truncated) yield reader.leftOut(files.at(-1)?.path ?? '');
    for (const file of files) yield* reader.read(file);
    const [hostName, ...others] = reader.computers;
    if (isLogsOnly(context.root) && hostName !== undefined && others.length === 0) {
      yield { type: 'host', host: { hostName } };
    }
    const base = { type: 'coverage', source: 'windows-events' } as const;
    if (files.length === 0) {
      const failed = unreadable.length > 0;
      yield {
        ...base,
        outcome: failed ? 'failed' : 'notPresent',
        counts: {},
        reason: failed
          ? 'no event log could be read, see diagnostics'
          : 'there is no event log in this evidence',
      };
      return;
    }
    const failed = reader.counts.filesFailed === files.length;
    yield {
      ...base,
      outcome: failed ? 'failed' : 'collected',
      counts: { files: files.length, ...reader.counts },
      reason: failed
        ? 'no event log could be read'
        : truncated
          ? 'there are more event logs than are read'
          : reader.window(),
    };
  },
};
