import { hasInvisible, visibleText } from '../../shared/text.ts';

export interface TextPart {
  readonly text: string;
  /** A character that cannot be seen, written out. */
  readonly hidden: boolean;
}

/** Splits text into what can be shown as it is and what has to be written out. `keepLines` leaves line breaks and tabs alone. */
export function visibleParts(text: string, keepLines = false): TextPart[] {
  if (!hasInvisible(text)) return text === '' ? [] : [{ text, hidden: false }];
  const parts: { text: string; hidden: boolean }[] = [];
  for (const character of text) {
    const kept = keepLines && (character === '\n' || character === '\t');
    const hidden = !kept && hasInvisible(character);
    const last = parts.at(-1);
    const shown = hidden ? visibleText(character) : character;
    if (last !== undefined && last.hidden === hidden) last.text += shown;
    else parts.push({ text: shown, hidden });
  }
  return parts;
}
