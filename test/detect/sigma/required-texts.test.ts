import { describe, expect, it } from 'vitest';
import { BUILT_IN_RULES } from '../../../main/detect/built-in-rules.ts';
import { foldCase } from '../../../main/detect/sigma/fold.ts';
import { lazyRegexTest, loadRegexEngine } from '../../../main/detect/sigma/regex.ts';
import { requiredTexts } from '../../../main/detect/sigma/required-texts.ts';

await loadRegexEngine();

describe('requiredTexts', () => {
  it.each([
    ['abc', ['abc']],
    ['ab+c', ['ab']],
    ['ab?cd', ['cd']],
    ['a{0,2}bc', ['bc']],
    ['a{2}bcd{', ['bcd{']],
    [String.raw`\bwmic(?:\.exe)?"?\s.*/format\s*:`, ['/format']],
    ['x(?:abc|de)', ['abc', 'de']],
    ['x(?:abc|de)?yz', ['yz']],
    ['abc|de', ['abc', 'de']],
    ['abc|d*', null],
    ['(?P<name>abc)', ['abc']],
    ['[abc]d', ['d']],
    ['[]abc]d', ['d']],
    ['[^]abc]d', ['d']],
    ['[[:alpha:]]d', ['d']],
    [String.raw`[\]a]d`, ['d']],
    [String.raw`C:\\Windows\\`, ['c:\\windows\\']],
    ['(?i)Task', ['ta']],
    ['(?i:desk)top', ['top']],
    ['é(?:ab)', ['ab']],
    // Escapes that are not read here.
    [String.raw`\x41bc`, null],
    [String.raw`\pLbc`, null],
    [String.raw`\Qa|b\E`, null],
    ['', null],
    ['^$', null],
  ])('%s', (source, texts) => {
    expect(requiredTexts(source, false)).toEqual(texts);
  });

  it('leaves out s and k where a flag outside says that case does not count', () => {
    expect(requiredTexts('Desktop', true)).toEqual(['top']);
    // Both are matched by RE2, and neither is the letter in lower case.
    for (const text of ['De\u017fktop', 'des\u212atop']) {
      expect(lazyRegexTest('Desktop', ['i'])(text)).toBe(true);
      expect(requiredTexts('Desktop', true)?.some((one) => foldCase(text).includes(one))).toBe(true);
    }
  });

  it('never keeps from the engine what it would match', () => {
    const pieces = [
      'a',
      'B',
      's',
      '(',
      ')',
      '(?:',
      '|',
      '?',
      '*',
      '+',
      '{2}',
      '{0,1}',
      '[ab]',
      '[^]s]',
      '\\.',
      '\\w',
      '^',
      '.',
    ];
    let seed = 1;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return (seed >>> 8) % below;
    };
    const make = (from: readonly string[], most: number): string =>
      Array.from({ length: 1 + random(most) }, () => from[random(from.length)]).join('');
    let matched = 0;
    for (let round = 0; round < 20_000; round += 1) {
      const source = `${random(2) === 0 ? '(?i)' : ''}${make(pieces, 9)}`;
      const texts = requiredTexts(source, false);
      if (texts === null) continue;
      const test = lazyRegexTest(source, []);
      for (const value of Array.from({ length: 4 }, () =>
        make(['a', 'A', 'b', 'B', 's', '\u017f', '.'], 8),
      )) {
        try {
          if (!test(value)) continue;
        } catch {
          break; // No regular expression.
        }
        matched += 1;
        expect(
          texts.some((text) => foldCase(value).includes(text)),
          `${source} on ${value}`,
        ).toBe(true);
      }
    }
    expect(matched).toBeGreaterThan(1_000);
  });

  it('are known for most of what the built-in rules look for', () => {
    const sources = BUILT_IN_RULES.flatMap(({ document }) => expressionsOf(document, false));
    expect(sources.length).toBeGreaterThan(100);
    const known = sources.filter((source) => requiredTexts(source, false) !== null);
    expect(known.length / sources.length).toBeGreaterThan(0.8);
  });
});

/** Every text below a key with the modifier `re`. */
function expressionsOf(value: unknown, below: boolean): string[] {
  if (typeof value === 'string') return below ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((one) => expressionsOf(one, below));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    expressionsOf(inner, below || /\|re(?:\||$)/.test(key)),
  );
}
