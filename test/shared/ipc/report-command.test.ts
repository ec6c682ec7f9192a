import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { reportCommand, shellLine } from '../../../shared/ipc/report-command.ts';

const NONE = { case: null, evidence: null, examiner: null, notes: null };
const ALL = { formats: ['html'], scope: 'all', levels: [], verdicts: [], caseData: NONE } as const;
type Asked = Parameters<typeof reportCommand>[0];
const asked = (change: Partial<Asked>): Asked => ({
  ...ALL,
  formats: ['html'],
  levels: [],
  verdicts: [],
  ...change,
});

/** How the C runtime of Windows takes a command line apart ("Parsing C command-line arguments", Microsoft Learn). */
function windowsArguments(line: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quoted = false;
  for (const [, slashes = '', mark = ''] of line.matchAll(/(\\*)("|[^\\]|$)/gs)) {
    if (mark === '"') {
      word = (word ?? '') + '\\'.repeat(Math.floor(slashes.length / 2));
      if (slashes.length % 2 === 1) word += '"';
      else quoted = !quoted;
    } else {
      if (slashes !== '') word = (word ?? '') + slashes;
      if (mark === ' ' && !quoted) {
        if (word !== null) words.push(word);
        word = null;
      } else word = mark === '' ? word : (word ?? '') + mark;
    }
  }
  return word === null ? words : [...words, word];
}

describe('the command that writes the same report', () => {
  it('names the case data that differ from the file, and takes away what was emptied', () => {
    const kept = { ...NONE, case: 'IR 7', examiner: 'Kim' };
    const caseData = { ...NONE, case: 'IR 7', evidence: 'disk', notes: '-none' };
    expect(reportCommand(asked({ caseData }), '/c', kept)).toEqual(
      'daemonscope report /c --format html --evidence disk --examiner= --notes=-none'.split(' '),
    );
  });

  it('is none without a format that a command line writes, and for a part that is nothing', () => {
    expect(reportCommand(asked({ formats: ['pdf'] }), '/c', NONE)).toBeNull();
    expect(reportCommand(asked({ scope: 'levels' }), '/c', NONE)).toBeNull();
    expect(reportCommand(asked({ formats: ['pdf', 'csv'] }), '/c', NONE)?.at(-1)).toBe('csv');
  });
});

describe('a line for the shell', () => {
  const words = [
    'a',
    '',
    'b c',
    "it's",
    'say "x"',
    'C:\\x y\\',
    '\\\\"',
    '$HOME `id` !',
    'é\nü',
    '*',
    '~',
    '--a=b',
  ];

  it.skipIf(process.platform === 'win32')('is taken apart by a POSIX shell into the same words', () => {
    const script = `"$0" -e 'console.log(JSON.stringify(process.argv.slice(1)))' -- ${shellLine(words, false)}`;
    const { stdout } = spawnSync('/bin/sh', ['-c', script, process.execPath], { encoding: 'utf8' });
    expect(JSON.parse(stdout)).toEqual(words);
  });

  it('is taken apart by the rules of Windows into the same words', () => {
    expect(windowsArguments(shellLine(words, true))).toEqual(words);
  });
});
