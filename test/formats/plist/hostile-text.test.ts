import { describe, expect, it } from 'vitest';
import { ParseError } from '../../../main/formats/parse-error.ts';
import { decodePlist } from '../../../main/formats/plist/decode-plist.ts';
import { MAX_DIAGNOSTICS_PER_FILE, MAX_PLIST_SIZE } from '../../../shared/limits.ts';

const LENGTH = 500_000;
const many = (unit: string) => unit.repeat(LENGTH / unit.length);

describe('text made to take long', () => {
  it.each([
    ['white space in an integer', `<integer>${many(' ')}x</integer>`],
    ['white space behind a sign', `<integer>${many(' ')}-${many(' ')}x</integer>`],
    ['digits of an integer', `<integer>${many('9')}</integer>`],
    ['zeros of an integer', `<integer>${many('0')}1</integer>`],
    ['digits of a real', `<real>${many('1')}x</real>`],
    ['digits of a year', `<date>${many('0')}-01</date>`],
    ['white space of a date', `<date>${many(' ')}x</date>`],
    ['base64 of nothing', `<data>${many('= ')}</data>`],
    ['references of nothing', `<string>${many('&')}</string>`],
    ['references of nothing in UTF-16', Buffer.from(`\ufeff<string>${many('é&')}</string>`, 'utf16le')],
    ['comments in text', `<string>${many('<!---->')}</string>`],
    ['open tags', many('<')],
    ['open arrays', many('<array>')],
    ['comments', many('<!-- -->')],
    ['instructions', many('<?a?>')],
    ['a DTD of quotes', `<!DOCTYPE plist [${many('"]"')}`],
    ['open JSON', many('{"a":')],
    ['a JSON string of backslashes', `["${many('\\')}`],
    ['digits in JSON', `[${many('1')}]`],
    ['OpenStep comments', many('/* */')],
    ['OpenStep slashes', many('/')],
    ['OpenStep lines', many('//\n')],
    ['OpenStep keys', many('a;')],
    ['OpenStep escapes', `{a="${many('\\U0041')}";}`],
    ['OpenStep digits', `<${many('00 ')}`],
  ])('%s', (_name, text) => {
    const started = performance.now();
    try {
      const { problems } = decodePlist(typeof text === 'string' ? Buffer.from(text) : text);
      expect(problems.length).toBeLessThanOrEqual(MAX_DIAGNOSTICS_PER_FILE);
    } catch (error) {
      expect(error).toBeInstanceOf(ParseError);
    }
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('is refused beyond the size that is allowed', () => {
    expect(() => decodePlist(new Uint8Array(MAX_PLIST_SIZE + 1))).toThrow('bytes are more than');
  });

  it('shows long keys cut short', () => {
    const key = 'k'.repeat(1000);
    const { problems } = decodePlist(Buffer.from(`{${key}=1;${key}=2;}`));
    expect(problems[0]?.message.length).toBeLessThan(150);
  });
});
