import { expect, it } from 'vitest';
import { MAX_LOG_LINE } from '../../../main/formats/syslog/limits.ts';
import { textLines } from '../../../main/formats/syslog/text-lines.ts';

const encode = (text: string) => new TextEncoder().encode(text);

it('gives the same lines whatever the size of the chunks', () => {
  const bytes = encode('eins\r\n\nÄÖ drei\nlast');
  const whole = [...textLines([bytes])];
  expect(whole).toEqual([
    { line: 1, offset: 0, text: 'eins', cut: false },
    { line: 2, offset: 6, text: '', cut: false },
    { line: 3, offset: 7, text: 'ÄÖ drei', cut: false },
    { line: 4, offset: 17, text: 'last', cut: false },
  ]);
  for (let size = 1; size < bytes.length; size += 1) {
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.slice(index * size, (index + 1) * size),
    );
    expect([...textLines(chunks)]).toEqual(whole);
  }
});

it('keeps the beginning of a long line, and the place of the next', () => {
  const long = 'x'.repeat(MAX_LOG_LINE + 5);
  const bytes = encode(`a\n${long}\nb\n`);
  for (const chunks of [[bytes], [bytes.slice(0, 100), bytes.slice(100, 70_000), bytes.slice(70_000)]]) {
    const lines = [...textLines(chunks)];
    expect(lines.map(({ line, offset, text, cut }) => [line, offset, text.length, cut])).toEqual([
      [1, 0, 1, false],
      [2, 2, MAX_LOG_LINE, true],
      [3, MAX_LOG_LINE + 8, 1, false],
    ]);
  }
  expect([...textLines([encode('x'.repeat(MAX_LOG_LINE))])]).toMatchObject([{ cut: false }]);
  expect([...textLines([encode('x'.repeat(MAX_LOG_LINE)), encode('y')])]).toMatchObject([{ cut: true }]);
});

it('holds no more than a line of what has no line ends', () => {
  const chunk = new Uint8Array(1 << 20).fill(0x41);
  function* endless() {
    for (let index = 0; index < 300; index += 1) yield chunk;
  }
  const before = process.memoryUsage().arrayBuffers;
  expect([...textLines(endless())]).toMatchObject([{ line: 1, cut: true }]);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 << 20);
});
