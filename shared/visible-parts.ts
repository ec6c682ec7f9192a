import { escaped, hasInvisible, isMark, MOST_MARKS, visibleText } from './text.ts';

export interface TextPart {
  readonly text: string;
  /** A character that cannot be seen, written out. */
  readonly hidden: boolean;
}

/** Splits text into what can be shown as it is and what has to be written out. `keepLines` leaves line breaks and tabs alone. */
export function visibleParts(text: string, keepLines = false): TextPart[] {
  if (!hasInvisible(text)) return text === '' ? [] : [{ text, hidden: false }];
  const parts: { text: string; hidden: boolean }[] = [];
  let marks = 0;
  for (const character of text) {
    const kept = keepLines && (character === '\n' || character === '\t');
    const unseen = !kept && hasInvisible(character);
    marks = !unseen && isMark(character) ? marks + 1 : 0;
    const hidden = unseen || marks > MOST_MARKS;
    const last = parts.at(-1);
    const shown = unseen ? visibleText(character) : hidden ? escaped(character) : character;
    if (last !== undefined && last.hidden === hidden) last.text += shown;
    else parts.push({ text: shown, hidden });
  }
  return parts;
}
