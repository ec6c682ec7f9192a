import type { ExportRequest } from './contract.ts';

type Asked = Pick<ExportRequest, 'formats' | 'scope' | 'levels' | 'verdicts' | 'caseData'>;
type CaseData = ExportRequest['caseData'];

/**
 * The words of the command that writes the same files from the case file, into a new folder below the current one. `kept`: the case
 * data that the file holds. null when there is none that would: only the window prints a PDF, and a scope of nothing has no words.
 */
export function reportCommand(asked: Asked, file: string, kept: CaseData): string[] | null {
  const formats = asked.formats.filter((format) => format !== 'pdf');
  const scope = scopeWords(asked);
  if (formats.length === 0 || scope === null) return null;
  const data = caseWords(asked.caseData, kept);
  return ['daemonscope', 'report', file, '--format', formats.join(','), ...scope, ...data];
}

function scopeWords({ scope, levels, verdicts }: Asked): string[] | null {
  if (scope === 'all') return [];
  if (scope === 'tagged') return ['--tagged'];
  const [option, list] = scope === 'levels' ? ['--level', levels] : ['--verdict', verdicts];
  return list.length === 0 ? null : [option, list.join(',')];
}

/** Options of what differs from the file; an empty one takes away what the file says. */
function caseWords(asked: CaseData, kept: CaseData): string[] {
  return (['case', 'evidence', 'examiner', 'notes'] as const).flatMap((name) => {
    const text = asked[name] ?? '';
    if (text === (kept[name] ?? '')) return [];
    // A value that begins as an option does is taken for one unless it is joined.
    return text === '' || text.startsWith('-') ? [`--${name}=${text}`] : [`--${name}`, text];
  });
}

/** One line to copy into a shell: of Windows (the rules of its C runtime), or of POSIX. */
export function shellLine(words: readonly string[], windows: boolean): string {
  return words.map((word) => (windows ? windowsWord(word) : posixWord(word))).join(' ');
}

function windowsWord(word: string): string {
  if (/^[\w.,:\\/@=+-]+$/.test(word)) return word;
  // Backslashes count as themselves except before a quote.
  return `"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&')}"`;
}

function posixWord(word: string): string {
  return /^[\w.,:/@=+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
