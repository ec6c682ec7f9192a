/**
 * Letters of other scripts, and Latin ones with marks, that look like ASCII letters (Unicode confusables.txt,
 * restricted to Cyrillic, Greek, Latin Extended and full-width forms).
 */
const HOMOGLYPHS: Readonly<Record<string, string>> = {
  а: 'a',
  А: 'A',
  ɑ: 'a',
  α: 'a',
  Α: 'A',
  В: 'B',
  в: 'b',
  Β: 'B',
  Ь: 'b',
  с: 'c',
  С: 'C',
  ϲ: 'c',
  ԁ: 'd',
  ɗ: 'd',
  е: 'e',
  Е: 'E',
  ё: 'e',
  є: 'e',
  Ε: 'E',
  ε: 'e',
  ғ: 'f',
  ɡ: 'g',
  ց: 'g',
  һ: 'h',
  Н: 'H',
  Η: 'H',
  н: 'h',
  і: 'i',
  І: 'I',
  ї: 'i',
  ı: 'i',
  ι: 'i',
  Ι: 'I',
  ј: 'j',
  Ј: 'J',
  к: 'k',
  К: 'K',
  κ: 'k',
  Κ: 'K',
  ӏ: 'l',
  Ӏ: 'I',
  ł: 'l',
  М: 'M',
  м: 'm',
  Μ: 'M',
  п: 'n',
  Ν: 'N',
  η: 'n',
  о: 'o',
  О: 'O',
  ο: 'o',
  Ο: 'O',
  σ: 'o',
  ø: 'o',
  ö: 'o',
  р: 'p',
  Р: 'P',
  ρ: 'p',
  Ρ: 'P',
  ԛ: 'q',
  г: 'r',
  ѕ: 's',
  Ѕ: 'S',
  т: 't',
  Т: 'T',
  τ: 't',
  Τ: 'T',
  υ: 'u',
  ц: 'u',
  ѵ: 'v',
  ν: 'v',
  ԝ: 'w',
  ω: 'w',
  ш: 'w',
  х: 'x',
  Х: 'X',
  χ: 'x',
  Χ: 'X',
  у: 'y',
  У: 'Y',
  Υ: 'Y',
  γ: 'y',
  Ζ: 'Z',
};

/** Look-alikes of other scripts replaced by the ASCII letters that they imitate; full-width forms too. */
export function withoutHomoglyphs(text: string): string {
  let out = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) out += character;
    else if (code >= 0xff01 && code <= 0xff5e) out += String.fromCodePoint(code - 0xfee0);
    else out += HOMOGLYPHS[character] ?? character.normalize('NFD').replace(/\p{M}+/gu, '');
  }
  return out;
}

/** Digits and letter pairs that look alike in most fonts brought to one form: 0/o, 1/l/i, 5/s, rn/m, vv/w. */
export function withoutConfusables(text: string): string {
  const lower = text.toLowerCase();
  let out = '';
  for (let i = 0; i < lower.length; i++) {
    const character = lower.charAt(i);
    const next = lower.charAt(i + 1);
    if (character === 'r' && next === 'n') {
      out += 'm';
      i++;
    } else if (character === 'v' && next === 'v') {
      out += 'w';
      i++;
    } else if (character === '0') out += 'o';
    else if (character === '3') out += 'e';
    else if (character === '1' || character === 'i') out += 'l';
    else if (character === '5') out += 's';
    else out += character;
  }
  return out;
}

/** Case, spaces, underscores, dashes and dots do not make another name. */
export function withoutPunctuation(text: string): string {
  return text.toLowerCase().replace(/[\s_.-]+/g, '');
}
