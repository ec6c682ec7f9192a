import { describe, expect, it } from 'vitest';
import {
  dropInFolderNames,
  dropInFolders,
  orderDropIns,
} from '../../../main/formats/systemd-unit/drop-in-folders.ts';
import { instantiate, parseUnitName } from '../../../main/formats/systemd-unit/unit-name.ts';

function unit(name: string) {
  const parsed = parseUnitName(name);
  if (parsed === null) throw new Error(`${name} is no unit name`);
  return parsed;
}

describe('parseUnitName', () => {
  it('takes names apart', () => {
    expect(parseUnitName('foo@bar@baz.x.service')).toEqual({
      name: 'foo@bar@baz.x.service',
      prefix: 'foo',
      instance: 'bar@baz.x',
      type: 'service',
      isTemplate: false,
      isInstance: true,
      template: 'foo@.service',
    });
    expect(parseUnitName('foo@.timer')).toMatchObject({ isTemplate: true, instance: '', template: null });
    expect(parseUnitName('a.b.mount')).toMatchObject({ prefix: 'a.b', instance: null, isTemplate: false });
  });

  it('refuses what systemd refuses', () => {
    const wrong = [
      '',
      'a',
      '.service',
      '@.service',
      '@a.service',
      'a.foo',
      'a b.service',
      'é.service',
      'a/b.service',
      'a.service.d',
    ];
    for (const name of wrong) expect(parseUnitName(name), name).toBeNull();
    expect(parseUnitName(`${'a'.repeat(247)}.service`)).not.toBeNull();
    expect(parseUnitName(`${'a'.repeat(248)}.service`)).toBeNull();
  });

  it('instantiates templates', () => {
    expect(instantiate(unit('a@.service'), 'b')?.name).toBe('a@b.service');
    expect(instantiate(unit('a@.service'), '')).toBeNull();
    expect(instantiate(unit('a@.service'), 'b c')).toBeNull();
    expect(instantiate(unit('a.service'), 'b')).toBeNull();
  });
});

describe('drop-in folders', () => {
  it('names those of prefixes and of the type', () => {
    expect(dropInFolderNames(unit('foo-bar-baz.service'))).toEqual([
      'foo-bar-baz.service.d',
      'foo-bar-.service.d',
      'foo-.service.d',
      'service.d',
    ]);
    expect(dropInFolderNames(unit('-foo.mount'))).toEqual(['-foo.mount.d', 'mount.d']);
    expect(dropInFolderNames(unit('a---b.slice'))).toEqual([
      'a---b.slice.d',
      'a---.slice.d',
      'a--.slice.d',
      'a-.slice.d',
      'slice.d',
    ]);
  });

  it('names those of templates', () => {
    expect(dropInFolderNames(unit('w-b@x-y.service'))).toEqual([
      'w-b@x-y.service.d',
      'w-b@.service.d',
      'w-@x-y.service.d',
      'w-@.service.d',
      'service.d',
    ]);
  });

  it('puts the type’s folders after all others', () => {
    expect(dropInFolders(['/etc', '/lib'], unit('a.service'), [unit('b.service')])).toEqual([
      '/etc/a.service.d',
      '/lib/a.service.d',
      '/etc/b.service.d',
      '/lib/b.service.d',
      '/etc/service.d',
      '/lib/service.d',
    ]);
  });

  it('applies drop-ins by file name, the first of a name only', () => {
    const paths = [
      '/etc/a.service.d/20.conf',
      '/etc/a.service.d/x.bak',
      '/lib/a.service.d/10.conf',
      '/etc/service.d/20.conf',
    ];
    const { applied, shadowed } = orderDropIns(
      [...paths, '/etc/service.d/.9.conf'].map((path) => ({ path })),
    );
    expect(applied.map(({ path }) => path)).toEqual(['/lib/a.service.d/10.conf', '/etc/a.service.d/20.conf']);
    expect(shadowed.map(({ path }) => path)).toEqual(['/etc/service.d/20.conf']);
  });
});
