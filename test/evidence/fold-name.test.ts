import { describe, expect, it } from 'vitest';
import { foldName } from '../../main/evidence/fold-name.ts';

describe('foldName', () => {
  it.each([
    ['System32', 'SYSTEM32'],
    ['größe', 'GRÖßE'],
    ['ÿ', '\u0178'],
    ['жук', 'ЖУК'],
    ['ΑΣς', 'ΑΣΣ'],
  ])('%s becomes %s', (name, folded) => {
    expect(foldName(name)).toBe(folded);
  });

  it.each([
    ['W\u0131ndows', 'Windows'],
    ['\u017Fystem', 'system'],
    ['\u212Aernel', 'kernel'],
    ['\u00B5', '\u03BC'],
    ['ß', 'ss'],
  ])('%s is not %s', (lookAlike, name) => {
    expect(foldName(lookAlike)).not.toBe(foldName(name));
  });

  it('keeps length and unpaired surrogates', () => {
    expect(foldName('a\ud800ß\u{10428}')).toBe('A\ud800ß\u{10428}');
  });
});
