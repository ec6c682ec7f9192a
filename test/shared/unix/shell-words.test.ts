import { describe, expect, it } from 'vitest';
import { shellCommands, shellWords } from '../../../shared/unix/shell-words.ts';

describe('arithmetic of the shell', () => {
  it('runs nothing', () => {
    expect(shellCommands('sleep $((RANDOM % 60))')).toEqual([['sleep', '$((RANDOM % 60))']]);
    expect(shellCommands('x=$((1+2)); echo "$((x*(y+2)))"')).toEqual([['echo', '$((x*(y+2)))']]);
  });

  it('runs the substitutions within it', () => {
    expect(shellCommands('sleep $(( $(date +%s) % `nproc` ))')).toEqual([
      ['sleep', '$(( $(date +%s) % `nproc` ))'],
      ['date', '+%s'],
      ['nproc'],
    ]);
    expect(shellCommands('echo $(( 1 + $(( $(id -u) )) ))').at(-1)).toEqual(['id', '-u']);
  });

  it('is told from a substitution that begins with a subshell', () => {
    expect(shellCommands('echo $((curl x); id)')).toEqual([
      ['echo', '$((curl x); id)'],
      ['curl', 'x'],
      ['id'],
    ]);
    expect(shellCommands('echo $( (curl x) )').at(-1)).toEqual(['curl', 'x']);
  });

  it('ends in bounded time and depth, closed or not', () => {
    const deep = 5_000;
    for (const text of [
      `echo ${'$(('.repeat(deep)}1${'))'.repeat(deep)}`,
      `echo ${'$(('.repeat(deep)}`,
      `echo "${'$(('.repeat(deep)}1`,
    ]) {
      const started = performance.now();
      expect(shellWords(text).length).toBeGreaterThan(0);
      expect(performance.now() - started).toBeLessThan(2_000);
    }
  });
});
