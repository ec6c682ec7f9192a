import { describe, expect, it } from 'vitest';
import { recognisePlist } from '../../../main/formats/plist/recognise-plist.ts';

describe('recognisePlist', () => {
  it.each([
    ['bplist00', 'binary'],
    ['<?xml version="1.0"?>', 'xml'],
    ['\n <!-- a -->', 'xml'],
    ['\ufeff<plist>', 'xml'],
    ['<dict/>', 'xml'],
    ['<html>', 'xml'],
    ['[', 'json'],
    [' {"a" : 1}', 'json'],
    ['{ "a" = 1; }', 'openstep'],
    ['{a = b;}', 'openstep'],
    ['{}', 'openstep'],
    ['// x\n/* y */ (a)', 'openstep'],
    ['<0fbd 77>', 'openstep'],
    ['"key" = "value";', 'openstep'],
    ['hello world', null],
    ['', null],
    ['\0\0\0\0', null],
  ])('%j is %s', (text, format) => {
    expect(recognisePlist(Buffer.from(text))).toBe(format);
  });

  it('sees through UTF-16', () => {
    expect(recognisePlist(Buffer.from('\ufeff<plist>', 'utf16le'))).toBe('xml');
    expect(recognisePlist(Buffer.from('\ufeff{"a":1}', 'utf16le'))).toBe('json');
  });

  it('takes no time for heads that look like every format', () => {
    const started = performance.now();
    for (const unit of ['/', '//\n', '/* */', ' ', 'a/', '{"', '"\\', '<0', '/*'])
      recognisePlist(Buffer.from(unit.repeat(4096)));
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
