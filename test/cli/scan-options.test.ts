import { describe, expect, it } from 'vitest';
import { UsageError } from '../../main/cli/exit-code.ts';
import { parseScanOptions } from '../../main/cli/scan-options.ts';

const FORMATS = ['csv', 'html', 'jsonl'];
const parse = (args: string, environment: NodeJS.ProcessEnv = {}) =>
  parseScanOptions(args === '' ? [] : args.split(' '), FORMATS, environment);

describe('parseScanOptions', () => {
  it('examines this host with all formats, hashes and levels unless told otherwise', () => {
    expect(parse('')).toMatchObject({
      root: null,
      output: null,
      formats: FORMATS,
      stdout: false,
      overwrite: false,
      platform: null,
      builtInRules: true,
      minLevel: 'informational',
      failOn: null,
      hash: true,
      maxHashSize: 512 * 1024 * 1024,
      color: true,
    });
  });

  it('writes JSONL to stdout unless another format is named', () => {
    expect(parse('/mnt --stdout').formats).toEqual(['jsonl']);
    expect(parse('/mnt --stdout --format html').formats).toEqual(['html']);
  });

  it('takes a format once, however often it is named', () => {
    expect(parse('--format jsonl,HTML,jsonl,').formats).toEqual(['jsonl', 'html']);
    expect(parse('--stdout --format html,html').formats).toEqual(['html']);
  });

  it('leaves colour to NO_COLOR, which counts when it is not empty (no-color.org)', () => {
    expect(parse('', { NO_COLOR: '1' }).color).toBe(false);
    expect(parse('', { NO_COLOR: '' }).color).toBe(true);
    expect(parse('--no-color').color).toBe(false);
  });

  it('knows sizes in MB and `info` for informational', () => {
    expect(parse('--max-hash-size 1.5').maxHashSize).toBe(1_572_864);
    expect(parse('--min-level info').minLevel).toBe('informational');
    expect(parse('').verifyPackages).toBe(false);
    expect(parse('--verify-packages services').verifyPackages).toBe(false);
    expect(parse('--verify-packages ALL').verifyPackages).toBe(true);
    expect(parse('--rules a --rules b').ruleFolders).toEqual(['a', 'b']);
  });

  it.each([
    'a b',
    '/mnt --live',
    '--stdout -o x',
    '--stdout --format csv',
    '--stdout --format html,jsonl',
    '--format ,',
    '--format docx',
    '--os beos',
    '--min-level terrible',
    '--min-level high --fail-on medium',
    '--max-hash-size -1',
    '--max-hash-size=',
    '--max-hash-size ten',
    '--verify-packages some',
    '--verify-packages all --no-hash',
    '--unknown',
    '--stdout=yes',
  ])('refuses %s in one sentence', (args) => {
    let message = '';
    try {
      parse(args);
    } catch (error) {
      if (error instanceof UsageError) message = error.message;
    }
    expect(message).not.toBe('');
    expect(message).not.toContain('\n');
  });
});
