import { MAX_WHY_VALUE } from '../../../shared/limits.ts';
import { ellipsis, visibleText } from '../../../shared/text.ts';
import type { Match, MatchedField } from './match.ts';

/** Values listed in one sentence; the finding itself holds all of them. */
const MAX_LISTED = 12;

/** One sentence that lists what matched: `ImagePath = C:\Temp\a.exe, StartType = 2.` Absent fields are named so. */
export function whyText(match: Match): string {
  if (match.matched.length === 0) return 'The rule asks only for what is absent here.';
  const listed = match.matched.slice(0, MAX_LISTED).map(describe);
  const more = match.matched.length - listed.length;
  return `${listed.join(', ')}${more > 0 ? `, and ${more} more` : ''}.`;
}

function describe({ field, value }: MatchedField): string {
  if (value === null) return `${field} is absent`;
  if (value === '') return `${field} is empty`;
  return `${field} = ${ellipsis(visibleText(String(value)), MAX_WHY_VALUE)}`;
}
