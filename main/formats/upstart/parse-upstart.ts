import { MAX_STARTUP_ENTRIES } from '../../../shared/limits.ts';
import { plainLines, scriptText } from '../init-script/script-text.ts';

/** A stanza of a job with its words as written, `exec /usr/sbin/x -d`; of `script` the lines up to `end script`. */
export interface UpstartStanza {
  readonly line: number;
  /** `exec`, `script`, `pre-start exec`, `post-stop script`, `start on`, `respawn`, `env`… */
  readonly name: string;
  readonly value: string;
}

export interface UpstartJob {
  readonly stanzas: readonly UpstartStanza[];
  readonly problems: readonly { readonly line: number; readonly what: string }[];
}

const PHASES = /^(pre-start|post-start|pre-stop|post-stop)\s+(exec|script)\b\s*(.*)$/s;
const ON = /^(start|stop)\s+on\b\s*(.*)$/s;
const WORD = /^([a-z][a-z-]*)\b\s*(.*)$/s;
/** Events of one `start on` may stand on several lines, in parentheses. */
const MAX_EXPRESSION = 16_384;

/** Reads a job of upstart, or what overrides one (init(5) of upstart). Never throws. */
export function parseUpstart(bytes: Uint8Array): UpstartJob {
  const stanzas: UpstartStanza[] = [];
  const problems: { line: number; what: string }[] = [];
  const lines = plainLines(scriptText(bytes));
  for (let next = lines.next(); next.done !== true; next = lines.next()) {
    if (stanzas.length >= MAX_STARTUP_ENTRIES) {
      problems.push({
        line: next.value.line,
        what: `only the first ${MAX_STARTUP_ENTRIES} stanzas were read`,
      });
      break;
    }
    const { line } = next.value;
    let content = withoutComment(next.value.text).trim();
    let depth = ON.test(content) ? openParentheses(content) : 0;
    while (content.length < MAX_EXPRESSION && (depth > 0 || content.endsWith('\\'))) {
      const more = lines.next();
      if (more.done === true) break;
      const part = withoutComment(more.value.text).trim();
      if (depth > 0) depth += openParentheses(part);
      content = `${content.replace(/\\$/, '')} ${part}`.trim();
    }
    if (content === '') continue;
    const [, phase, kind, rest = ''] = PHASES.exec(content) ?? [];
    const [, word = '', value = ''] = WORD.exec(content) ?? [];
    const [, on, expression = ''] = ON.exec(content) ?? [];
    if (phase !== undefined && kind === 'exec') stanzas.push({ line, name: `${phase} exec`, value: rest });
    else if (phase !== undefined || word === 'script') {
      const body = scriptBody(lines);
      if (!body.isClosed) problems.push({ line, what: 'a script without end script' });
      stanzas.push({ line, name: phase === undefined ? 'script' : `${phase} script`, value: body.text });
    } else if (on !== undefined) stanzas.push({ line, name: `${on} on`, value: expression });
    else if (word !== '') stanzas.push({ line, name: word, value });
    else if (problems.length < 20) problems.push({ line, what: 'no stanza' });
  }
  return { stanzas, problems };
}

/** Comments begin at a word's begin; in quotes they are text. Good enough for stanzas, whose scripts are taken as they stand. */
function withoutComment(text: string): string {
  if (!text.includes('#')) return text;
  return /^(?:"[^"]*"|'[^']*'|(?<=\S)#|[^#"']|["'])*/.exec(text)?.[0] ?? text;
}

function openParentheses(text: string): number {
  return text.split('(').length - text.split(')').length;
}

function scriptBody(lines: ReturnType<typeof plainLines>): { text: string; isClosed: boolean } {
  const body: string[] = [];
  for (let next = lines.next(); next.done !== true; next = lines.next()) {
    if (/^\s*end\s+script\s*$/.test(next.value.text)) return { text: body.join('\n'), isClosed: true };
    body.push(next.value.text);
  }
  return { text: body.join('\n'), isClosed: false };
}
