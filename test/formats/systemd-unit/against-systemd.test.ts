import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dropInFolders, orderDropIns } from '../../../main/formats/systemd-unit/drop-in-folders.ts';
import { parseEnvironmentFile } from '../../../main/formats/systemd-unit/environment-file.ts';
import { parseEnvironmentValue } from '../../../main/formats/systemd-unit/environment-value.ts';
import { escapeName, escapePath, unescapeName } from '../../../main/formats/systemd-unit/escape-name.ts';
import { parseExecLine } from '../../../main/formats/systemd-unit/exec-command.ts';
import { mergeUnit, unitValues } from '../../../main/formats/systemd-unit/merge-unit.ts';
import { parseUnitFile } from '../../../main/formats/systemd-unit/parse-unit-file.ts';
import { expandSpecifiers } from '../../../main/formats/systemd-unit/specifiers.ts';
import { parseUnitName } from '../../../main/formats/systemd-unit/unit-name.ts';
import {
  ENVIRONMENT_GENERATOR,
  loadedUnit,
  output,
  shellWords,
  systemdAvailable,
  withFolder,
} from './systemd-tools.ts';

const START = '[Service]\nType=oneshot\n';

function unit(name: string) {
  const parsed = parseUnitName(name);
  if (parsed === null) throw new Error(`${name} is no unit name`);
  return parsed;
}

describe.skipIf(!systemdAvailable)('systemd itself agrees (skipped without systemd-analyze)', () => {
  it.each([
    [
      'continuations',
      'ExecStart=/bin/echo a \\\n# c\n  ; d\n b\\\\\nEnvironment=A=1 \\\n B=2\nExecStart=/bin/echo \\\n',
    ],
    [
      'line ends',
      'Environment=A=1\rEnvironment=B=2\0Environment=C=3\r\nExecStart=/bin/true\n\rEnvironment=D=4\n',
    ],
    ['a byte order mark', '\ufeffEnvironment=A=1\nExecStart=/bin/true\n'],
    ['lines without = or key', 'word\n=x\nEnvironment=A=1\n.include /x\nExecStart=/bin/true\n'],
    [
      'other sections',
      '[X-A]\nword\n[Timer]\nOnBootSec=1\n[Service]\nEnvironment=A=1\nExecStart=/bin/true\n',
    ],
    [
      'words',
      'ExecStart=/bin/echo "a b"c \'d "e\' \\x41\\u00e9 \\s "" \\q a\\\nExecStart=-@/bin/echo zero $A ; ; true ; /bin//echo \\; ";"\n',
    ],
    [
      'resets',
      'ExecStart=/bin/false\nExecStart=\nExecStart=/bin/true\nEnvironment=A=1\nEnvironment=\nEnvironment="B=2 3" C=4 1D=5 bad E=\\q F=6\n',
    ],
  ])('on %s', (_what, body) => {
    const bytes = Buffer.from(START + body);
    withFolder({ 'su-a.service': bytes }, (folder) => {
      const file = `${folder}/su-a.service`;
      const theirs = loadedUnit([folder], file);
      const ours = mergeUnit(parseUnitFile(bytes, file), []);
      const argvs = unitValues(ours, 'Service', 'ExecStart').flatMap(({ value }) =>
        parseExecLine(value).commands.map(({ argv }) => argv),
      );
      const variables = unitValues(ours, 'Service', 'Environment').flatMap(
        ({ value }) => parseEnvironmentValue(value).variables,
      );
      expect(argvs.length).toBeGreaterThan(0);
      expect(theirs.all('Command Line').map(shellWords)).toEqual(argvs);
      expect(theirs.all('Environment').sort()).toEqual(
        variables.map(({ name, value }) => `${name}=${value}`).sort(),
      );
    });
  });

  it.each([
    ['invalid-section-header', '[Unit]\n[bad\n', 2],
    ['unsafe-section-name', '[Unit]\n[b"d]\n', 2],
    ['invalid-utf8', '[Unit]\nDescription=\xff\n', 2],
    ['line-too-long', `[Unit]\nDescription=${'x'.repeat(1024 * 1024)}\n`, 2],
  ])('that a file with %s does not load', (code, text, line) => {
    const bytes = Buffer.from(`${text}${START}ExecStart=/bin/true\n`, 'latin1');
    withFolder({ 'su-a.service': bytes }, (folder) => {
      const file = `${folder}/su-a.service`;
      expect(loadedUnit([folder], file).all('Unit Load State')).not.toContain('loaded');
      const ours = parseUnitFile(bytes, file);
      expect(ours.stoppedAt).toBe(line);
      expect(ours.problems[0]?.code).toBe(code);
    });
  });

  it('on prefixes and paths it refuses', () => {
    const values = [
      '--/bin/x',
      '+!/bin/x',
      './x',
      '/bin/',
      '/bin/..',
      '..',
      '-',
      '@/bin/x',
      '/bin/true "a',
      '/bin/true ; /bin/',
      '"/bin/x\\n"',
    ];
    const files = Object.fromEntries(
      values.map((value, at) => [`su-${at}.service`, `${START}ExecStart=${value}\n`]),
    );
    withFolder(files, (folder) => {
      for (const [at, value] of values.entries()) {
        const loaded = loadedUnit([folder], `${folder}/su-${at}.service`)
          .all('Unit Load State')
          .includes('loaded');
        const { refused, commands } = parseExecLine(value);
        // Without any command a service does not load either.
        expect(loaded, value).toBe(!refused && commands.length > 0);
      }
    });
  });

  it('on which drop-ins apply, and in which order', () => {
    const names = [
      'v-w-b@x-y.service',
      'v-w-b@.service',
      'v-w-@x-y.service',
      'v-w-@.service',
      'v-@x-y.service',
      'v-@.service',
      'v-w-b@x-.service',
      'service',
    ];
    const files: Record<string, string> = { 'A/v-w-b@x-y.service': `${START}ExecStart=/bin/true\n` };
    for (const folder of ['A', 'B']) {
      for (const [at, name] of names.entries()) {
        files[`${folder}/${name}.d/${folder}${at}.conf`] = '';
        files[`${folder}/${name}.d/.hidden${at}.conf`] = '';
        // Every two neighbours share a name, so that precedence shows.
        for (const pair of [at, at + 1]) files[`${folder}/${name}.d/p${pair}.conf`] = '';
        files[`${folder}/${name}.d/all.conf`] = '';
      }
    }
    withFolder(
      Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text === '' ? '#\n' : text])),
      (folder) => {
        const searchPath = [`${folder}/A`, `${folder}/B`];
        const found = dropInFolders(searchPath, unit('v-w-b@x-y.service')).flatMap((path) =>
          Object.keys(files)
            .map((file) => `${folder}/${file}`)
            .filter((file) => file.startsWith(`${path}/`))
            .map((file) => ({ path: file })),
        );
        const theirs = loadedUnit(searchPath, `${folder}/A/v-w-b@x-y.service`).all('DropIn Path');
        expect(theirs.length).toBeGreaterThan(10);
        expect(orderDropIns(found).applied.map(({ path }) => path)).toEqual(theirs);
      },
    );
  });

  it('on the unit that a timer starts, and on resets of its times', () => {
    const service = `${START}ExecStart=/bin/true\n`;
    const timer =
      '[Timer]\nOnBootSec=5\nOnCalendar=\nOnUnitActiveSec=9\nUnit=su-b.service\nUnit=su-c.service\n';
    withFolder({ 'su-b.service': service, 'su-c.service': service, 'su-t.timer': timer }, (folder) => {
      const file = `${folder}/su-t.timer`;
      const theirs = loadedUnit([folder, ''], file);
      const ours = mergeUnit(parseUnitFile(Buffer.from(timer), file), []);
      expect(theirs.all('Unit')).toEqual(unitValues(ours, 'Timer', 'Unit').map(({ value }) => value));
      expect(theirs.all('OnBootSec')).toEqual(unitValues(ours, 'Timer', 'OnBootSec'));
      expect(theirs.all('OnUnitActiveSec')).toHaveLength(unitValues(ours, 'Timer', 'OnUnitActiveSec').length);
    });
  });

  it.each([
    'su-b\\x2dr@dev-sda\\x2d1.service',
    'su-a-b.service',
    'su@a@b.c.service',
  ])('on the specifiers of %s', (name) => {
    const text = '%n|%N|%p|%P|%i|%I|%j|%J|%f|%y|%Y|%%|%-|50%';
    withFolder({ [name]: `[Unit]\nDescription=${text}\n${START}ExecStart=/bin/true\n` }, (folder) => {
      const context = {
        unit: unit(name),
        fragmentPath: `${folder}/${name}`,
        values: new Map<string, string>(),
      };
      const theirs = loadedUnit([folder], `${folder}/${name}`).all('Description');
      expect(theirs).toEqual([expandSpecifiers(text, context).text]);
    });
  });

  it('on escaped names', () => {
    const names = ['.a/b-c:d_e\\é', 'plain', '-', 'a b', '/x/', '😀', 'a@b', '~!"$%&'];
    for (const name of names) {
      const theirs = output('/usr/bin/systemd-escape', ['--', name]).trim();
      expect(escapeName(name), name).toBe(theirs);
      expect(unescapeName(theirs)).toBe(name);
    }
    for (const path of ['/', '//dev//sd a/', '/.x/y']) {
      expect(escapePath(path), path).toBe(output('/usr/bin/systemd-escape', ['--path', '--', path]).trim());
    }
  });

  it.skipIf(!existsSync(ENVIRONMENT_GENERATOR))(
    'on environment files (skipped without the environment.d generator)',
    () => {
      const text =
        'A=x y  # z\n;c\nB="q\\"\\n\\\nw" tail  \nC=\'a b\' \'c\'"d"e "f"\nD= \\ a\\  \nno\n E = 1 \r\nF=x\\\ny\nG=\n';
      withFolder({ 'environment.d/1.conf': text }, (folder) => {
        const theirs = output(ENVIRONMENT_GENERATOR, [], { XDG_CONFIG_HOME: folder, HOME: folder });
        for (const { name, value } of parseEnvironmentFile(Buffer.from(text)).variables) {
          const line = theirs.split('\n').find((item) => item.startsWith(`${name}=`));
          expect(shellWords(line?.slice(name.length + 1) ?? '').join(''), name).toBe(value);
        }
      });
    },
  );
});
