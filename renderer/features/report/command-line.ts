import { FORMATS, type ReportForm } from './report-form-state.ts';

/** A word as a shell takes it: quoted only where it must be. */
function quoted(word: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(word) ? word : `"${word.replace(/(["$`])/g, '\\$1')}"`;
}

/**
 * The command that writes the same report from the case file; null while there is none that would: the case has no file yet, or the
 * choice is one that only the window offers. What was written afterwards says its own command line, which counts.
 */
export function reportCommand(form: ReportForm, file: string | null): string | null {
  // Only Chromium prints a PDF, and the command line has none.
  const formats = FORMATS.map(({ id }) => id).filter((id) => id !== 'pdf' && form.formats.includes(id));
  if (form.scope !== 'all' || file === null || formats.length === 0) return null;
  return `daemonscope report ${quoted(file)} --format ${formats.join(',')}`;
}
