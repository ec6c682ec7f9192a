import { describe, expect, it } from 'vitest';
import { openHive } from '../../../main/formats/regf/hive.ts';
import { expandSz } from '../../support/registry-spec.ts';
import { at, damaged, SAMPLE, SERVICES, sampleHive } from './sample-hive.ts';
import { walkAll } from './walk.ts';

const EVIL = `${SERVICES}\\Evil`;

describe('recovery from free cells', () => {
  const written = sampleHive({
    deleted: {
      [EVIL]: { values: { ImagePath: expandSz('C:\\Users\\Public\\evil.exe'), Start: 2 } },
      [`${EVIL}\\Parameters`]: { values: { ServiceDll: 'evil.dll' } },
    },
    deletedValues: [`${SERVICES}\\Beta\\Start`],
  });

  it('finds deleted keys with their path, values and subkeys', () => {
    const hive = openHive(written.bytes);
    expect(hive.root?.descendant(EVIL)).toBeUndefined();
    const { keys } = hive.recover();
    expect(keys.map((key) => [key.path, key.offset, key.deleted])).toEqual([
      [EVIL, at(written.keys, EVIL), true],
      [`${EVIL}\\Parameters`, at(written.keys, `${EVIL}\\Parameters`), true],
    ]);
    expect(keys[0]?.values().map((value) => [value.name, value.deleted])).toEqual([
      ['ImagePath', true],
      ['Start', true],
    ]);
    expect(keys[0]?.value('imagepath')?.data()).toEqual(expandSz('C:\\Users\\Public\\evil.exe').data);
    expect(keys[0]?.subkey('PARAMETERS')?.value('ServiceDll')?.size).toBe(18);
    expect(hive.diagnostics).toEqual([]);
  });

  it('finds the same keys when only keys are asked for', () => {
    const hive = openHive(written.bytes);
    const [evil, parameters] = hive.recoverKeys();
    expect([evil?.path, parameters?.path]).toEqual(hive.recover().keys.map((key) => key.path));
    expect(evil?.values().map((value) => value.name)).toEqual(['ImagePath', 'Start']);
  });

  it('finds the value that a living key lost', () => {
    const hive = openHive(written.bytes);
    expect(
      hive.root
        ?.descendant(`${SERVICES}\\Beta`)
        ?.values()
        .map((value) => value.name),
    ).toEqual(['ImagePath']);
    const { values } = hive.recover();
    expect(values.map(({ key, value }) => [key?.path, value.name, value.data().length])).toEqual([
      [`${SERVICES}\\Beta`, 'Start', 4],
    ]);
  });

  it('finds what lies inside a larger free cell', () => {
    const bytes = damaged(written, (view) => {
      // Free neighbours are one cell: the size of the first grows, what follows keeps its bytes.
      const first = at(written.keys, EVIL);
      const second = first + view.getInt32(first, true);
      view.setInt32(first, view.getInt32(first, true) + Math.abs(view.getInt32(second, true)), true);
    });
    expect(openHive(bytes).recover().keys).toHaveLength(2);
  });

  it('shows a key whose parent is gone below a question mark', () => {
    const bytes = damaged(written, (view) => view.setUint32(at(written.keys, EVIL) + 20, 0x28, true));
    const { keys } = openHive(bytes).recover();
    expect(keys.map((key) => key.path)).toEqual(['?\\Evil', '?\\Evil\\Parameters']);
  });

  it('ends when deleted keys name each other as parents', () => {
    const bytes = damaged(written, (view) => {
      view.setUint32(at(written.keys, EVIL) + 20, at(written.keys, `${EVIL}\\Parameters`) - 4096, true);
    });
    expect(openHive(bytes).recover().keys).toHaveLength(2);
  });

  it('finds nothing in a hive from which nothing was deleted', () => {
    expect(openHive(sampleHive().bytes).recover()).toEqual({ keys: [], values: [], cut: false });
  });
});

describe('the scan of cells', () => {
  it('finds the same keys as the lists of a whole hive', () => {
    const hive = openHive(sampleHive({ leafSize: 2 }).bytes);
    const scanned = [...hive.scanKeys()].map((key) => key.path).sort();
    expect(scanned).toEqual(
      walkAll(hive.root)
        .map((key) => key.path)
        .sort(),
    );
  });

  it('finds keys that no list names', () => {
    const written = sampleHive();
    const bytes = damaged(written, (view) => {
      // The key vanishes from list and count together, as somebody would do who hides it.
      const list = at(written.subkeyLists, SERVICES);
      const services = at(written.keys, SERVICES);
      view.setUint16(list + 6, view.getUint16(list + 6, true) - 1, true);
      view.setUint32(services + 24, view.getUint32(services + 24, true) - 1, true);
    });
    const hive = openHive(bytes);
    expect(hive.root?.descendant(`${SERVICES}\\Служба`)).toBeUndefined();
    expect([...hive.scanKeys()].map((key) => key.path)).toContain(`${SERVICES}\\Служба`);
  });

  it('adds subkeys that a broken list no longer names to their parent', () => {
    const written = sampleHive();
    const bytes = damaged(written, (view) => view.setUint32(at(written.subkeyLists, SERVICES) + 4, 0, true));
    const services = openHive(bytes).root?.descendant(SERVICES);
    expect(
      services
        ?.subkeys()
        .map((key) => key.name)
        .sort(),
    ).toEqual(['Alpha', 'Beta', 'Gamma', 'Служба']);
    expect(services?.subkey('gamma')?.path).toBe(`${SERVICES}\\Gamma`);
  });

  it('ends at nodes whose parents lead in a circle', () => {
    const written = sampleHive({}, { ...SAMPLE, 'X\\Y': {} });
    const bytes = damaged(written, (view) => {
      view.setUint32(at(written.keys, 'X') + 20, at(written.keys, 'X\\Y') - 4096, true);
    });
    const paths = [...openHive(bytes).scanKeys()].map((key) => key.path);
    expect(paths).toContain(`${SERVICES}\\Alpha`);
    expect(paths.some((path) => path.includes('Y'))).toBe(false);
  });
});
