import { expect, it } from 'vitest';
import { parseDbusService } from '../../../main/formats/dbus-service/parse-dbus-service.ts';

function parse(text: string) {
  return parseDbusService(new TextEncoder().encode(text));
}

it('reads the keys of its section, the first of each', () => {
  expect(
    parse(
      '# c\n[Other]\nName=no\n[D-BUS Service]\nName = a.b\nExec=/bin/x\\s1\nExec=/bin/y\nX-Key=z\nUser=u\nSystemdService=s\n',
    ),
  ).toEqual({
    name: 'a.b',
    exec: '/bin/x 1',
    line: 6,
    user: 'u',
    systemdService: 's',
    other: { 'X-Key': 'z' },
    problem: null,
  });
});

it('says what is missing', () => {
  expect(parse('')).toMatchObject({ name: null, line: 1, problem: 'no section [D-BUS Service]' });
  expect(parse('[D-BUS Service]\nName=\n').problem).toBe('no Name=');
});
