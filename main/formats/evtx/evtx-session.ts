import { StringCache } from './string-cache.ts';
import { TemplateCache } from './template-cache.ts';

/**
 * What is learnt from one log and holds for the next: texts by their bytes, and templates compiled, with what `wanted` said of
 * each. A folder has hundreds of small logs with the same providers. Use one session with one `wanted` and one `omit` only.
 */
export class EvtxSession {
  readonly strings = new StringCache();
  readonly templates = new TemplateCache();

  /** Between two files: a template that is lost in one is not looked for in another. */
  startFile(): void {
    this.templates.forgetIds();
  }
}
