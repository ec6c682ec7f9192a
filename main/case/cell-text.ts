import { ellipsis, visibleText } from '../../shared/text.ts';

/** What is kept of one value to be searched; the record itself has all of it. */
const SEARCHED = 65_536;

/** Evidence text as the tables hold it: visible, whole unless it is absurd. */
export function cellText(text: string | null | undefined): string | null {
  return text == null ? null : visibleText(ellipsis(text, SEARCHED));
}

/** The form in which texts are compared, on both sides. */
export function folded(text: string): string {
  return text.toLowerCase();
}

/** One text of all that a search without a column looks at; values cannot run into each other. */
export function searchText(parts: Iterable<string | number | null | undefined>): string {
  const texts: string[] = [];
  for (const part of parts) {
    if (part != null && part !== '') texts.push(typeof part === 'number' ? String(part) : part);
  }
  return folded(texts.join('\n'));
}
