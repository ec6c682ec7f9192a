import { KnownChunks, type Reopen } from './known-chunks.ts';
import { StringCache } from './string-cache.ts';
import { TemplateCache } from './template-cache.ts';

/**
 * What is learnt from one log and holds for the next: texts by their bytes, and templates compiled, with what `wanted` said of
 * each. A folder has hundreds of small logs with the same providers. Use one session with one `wanted` and one `omit` only.
 */
export class EvtxSession {
  readonly strings = new StringCache();
  readonly templates = new TemplateCache();
  /** Null unless files can be read a second time: chunks that were read before are read again then. */
  readonly known: KnownChunks | null;
  #file = '';

  constructor(reopen: Reopen | null = null) {
    this.known = reopen === null ? null : new KnownChunks(reopen);
  }

  /** Name of the file that is read, as `reopen` takes it. */
  get file(): string {
    return this.#file;
  }

  /** Between two files: a template that is lost in one is not looked for in another. */
  startFile(file: string): void {
    this.#file = file;
    this.templates.forgetIds();
  }
}
