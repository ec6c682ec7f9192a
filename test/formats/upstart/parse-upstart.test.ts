import { expect, it } from 'vitest';
import { parseUpstart } from '../../../main/formats/upstart/parse-upstart.ts';

it('reads stanzas over several lines, scripts and comments', () => {
  const { stanzas, problems } = parseUpstart(
    new TextEncoder().encode(
      '#!upstart\nstart on ((a\n  and b) # c\n or c)\nexec /x \\\n  "#y" # z\npre-stop script\n  if # no\nend script\nrespawn\nlimit nofile 1 2\n',
    ),
  );
  expect(problems).toEqual([]);
  expect(stanzas).toEqual([
    { line: 2, name: 'start on', value: '((a and b) or c)' },
    { line: 5, name: 'exec', value: '/x  "#y"' },
    { line: 7, name: 'pre-stop script', value: '  if # no' },
    { line: 10, name: 'respawn', value: '' },
    { line: 11, name: 'limit', value: 'nofile 1 2' },
  ]);
});
