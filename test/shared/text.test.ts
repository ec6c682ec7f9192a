import { describe, expect, it } from 'vitest';
import { hasInvisible, visibleText } from '../../shared/text.ts';
import { visibleParts } from '../../shared/visible-parts.ts';

const ACUTE = '\u0301';
/** A line of a language that stacks marks: Vietnamese decomposed, pointed and accented Hebrew, Tibetan, Devanagari. */
const LANGUAGES = [
  'Vie\u0323\u0302t Nam',
  '\u05d1\u05bc\u05b0\u0596x',
  '\u0f62\u0f92\u0fb1\u0f74\u0f51',
  '\u0915\u094d\u0937\u093f',
];

describe('text of evidence for eyes', () => {
  it.each(LANGUAGES)('leaves %s as it is', (text) => {
    expect(visibleText(text)).toBe(text);
    expect(hasInvisible(text)).toBe(false);
  });

  it('writes marks out that would be drawn over other lines, whatever is between the first of them', () => {
    const text = `Z${ACUTE.repeat(6)}.service`;
    const shown = `Z${ACUTE.repeat(4)}\\u{0301}\\u{0301}.service`;
    expect(visibleText(text)).toBe(shown);
    expect(hasInvisible(text)).toBe(true);
    expect(visibleParts(text)).toEqual([
      { text: `Z${ACUTE.repeat(4)}`, hidden: false },
      { text: '\\u{0301}\\u{0301}', hidden: true },
      { text: '.service', hidden: false },
    ]);
    // Shown once it is not changed again.
    expect(visibleText(shown)).toBe(shown);
    expect(visibleText(`${ACUTE.repeat(200_000)}`)).toHaveLength(4 + 199_996 * 8);
  });

  it('shows the same in a table and in the detail beside it', () => {
    for (const text of [`a${ACUTE.repeat(9)}\u202eb${ACUTE.repeat(5)}`, '\ud800x', 'a\0b\u{e0041}']) {
      const parts = visibleParts(text);
      expect(parts.map((part) => part.text).join('')).toBe(visibleText(text));
    }
  });
});
