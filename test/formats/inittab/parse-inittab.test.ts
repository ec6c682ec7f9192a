import { expect, it } from 'vitest';
import { parseInittab } from '../../../main/formats/inittab/parse-inittab.ts';

it('reads four fields, the last with its colons', () => {
  const { entries, problems } = parseInittab(
    new TextEncoder().encode('# c\n1:23:respawn:+/x a:b\ntty1::askfirst:/y\nbad\n'),
  );
  expect(entries).toEqual([
    { line: 2, id: '1', runlevels: '23', action: 'respawn', process: '/x a:b' },
    { line: 3, id: 'tty1', runlevels: '', action: 'askfirst', process: '/y' },
  ]);
  expect(problems.map(({ line }) => line)).toEqual([4]);
});
