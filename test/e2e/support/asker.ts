import type { AnswerOf, Bridge, Channel, Envelope, RequestOf } from '../../../shared/ipc/contract.ts';
import type { Desktop } from './desktop.ts';

export const NO_CASE_DATA = { case: null, evidence: null, examiner: null, notes: null };
type Choice = RequestOf<'app:choose'>['what'];

/** Asks the program over the page's own bridge, as the page does; throws what is refused. */
export interface Asker {
  answer<C extends Channel>(channel: C, request: RequestOf<C>): Promise<AnswerOf<C>>;
  /** Handle of a path, as if the user had chosen it in the dialog. */
  chosen(what: Choice, path: string): Promise<string>;
  /** Starts a scan of a folder. */
  start(root: string): Promise<void>;
  /** Starts a scan and waits for its end. */
  scan(root: string): Promise<void>;
  /** Waits for the end of the scan that was started last. */
  done(): Promise<void>;
}

export function asker(desktop: Desktop): Asker {
  const answer: Asker['answer'] = async (channel, request) => {
    const envelope = (await desktop.ask(channel, request)) as Envelope<never>;
    if (!envelope.ok) throw new Error(`${channel}: ${envelope.error.code} ${envelope.error.message}`);
    return envelope.value;
  };
  const chosen: Asker['chosen'] = async (what, path) => {
    desktop.choose({ [what]: path });
    const choice = await answer('app:choose', { what });
    if (choice === null) throw new Error(`nothing chosen for ${what}`);
    return choice.handle;
  };
  const start: Asker['start'] = async (root) => {
    await desktop.page.evaluate(() => {
      const page = globalThis as unknown as { daemonscope: Bridge; done: boolean };
      page.done = false;
      page.daemonscope.on('scan:done', () => {
        page.done = true;
      });
    });
    const target = await chosen('folder', root);
    await answer('scan:start', { target, hash: true, baseline: null, caseData: NO_CASE_DATA });
  };
  const done: Asker['done'] = async () => {
    await desktop.page.waitForFunction(() => (globalThis as unknown as { done: boolean }).done);
  };
  return {
    answer,
    chosen,
    start,
    done,
    scan: async (root) => {
      await start(root);
      await done();
    },
  };
}
