import { describe, expect, it } from 'vitest';
import { openHive } from '../../../main/formats/regf/hive.ts';
import type { RegistrySpec } from '../../support/registry-spec.ts';
import { at, damaged, SERVICES, sampleHive } from './sample-hive.ts';
import { walkAll } from './walk.ts';

const NAMES = Array.from({ length: 40 }, (_, index) => `Service ${String(index).padStart(2, '0')}`);
const MANY: RegistrySpec = Object.fromEntries(
  [...NAMES, 'Ключ', 'a', 'Ä'].map((name) => [`${SERVICES}\\${name}`, {}]),
);

describe('subkey lists', () => {
  for (const list of ['lf', 'lh', 'li'] as const) {
    for (const leafSize of [500, 7]) {
      it(`of kind ${list} are read and searched, ${leafSize === 7 ? 'divided by an index root' : 'whole'}`, () => {
        const hive = openHive(sampleHive({ list, leafSize }, MANY).bytes);
        const services = hive.root?.descendant(SERVICES);
        expect(services?.subkeys().map((key) => key.name)).toEqual(['a', ...NAMES, 'Ä', 'Ключ']);
        for (const name of ['SERVICE 07', 'ключ', 'A', 'ä']) {
          expect(services?.subkey(name)?.path.toUpperCase()).toBe(`${SERVICES}\\${name}`.toUpperCase());
        }
        expect(services?.subkey('Service 99')).toBeUndefined();
        expect(services?.subkey('')).toBeUndefined();
        expect(hive.diagnostics).toEqual([]);
      });
    }
  }

  it('keep keys that differ only in case', () => {
    const hive = openHive(sampleHive({}, { 'A\\Same': { values: { x: 1 } }, 'A\\SAME': {} }).bytes);
    expect(hive.root?.subkey('A')?.subkeys()).toHaveLength(2);
  });

  it('that name themselves end', () => {
    const hive = sampleHive({ leafSize: 7 }, MANY);
    const root = at(hive.subkeyLists, SERVICES);
    const bytes = damaged(hive, (view) => {
      for (let index = 0; index < 3; index += 1) view.setUint32(root + 8 + 4 * index, root - 4096, true);
    });
    const opened = openHive(bytes);
    // The keys of the leaves that are no longer named are found by the scan of cells.
    expect(opened.root?.descendant(SERVICES)?.subkeys()).toHaveLength(43);
    expect(opened.diagnostics.map((diagnostic) => diagnostic.code)).toEqual(['list-repeated']);
  });

  it('of a key that is its own grandchild end', () => {
    const hive = sampleHive();
    const alpha = at(hive.keys, `${SERVICES}\\Alpha`);
    const list = at(hive.subkeyLists, `${SERVICES}\\Alpha`);
    const bytes = damaged(hive, (view) => view.setUint32(list + 8, alpha - 4096, true));
    const keys = walkAll(openHive(bytes).root);
    expect(keys.filter((key) => key.name === 'Alpha')).toHaveLength(1);
    expect(keys.filter((key) => key.name === 'Parameters')).toHaveLength(1);
  });

  it('cannot make two ways to one key, whatever parents keys name', () => {
    const hive = sampleHive();
    const bytes = damaged(hive, (view) => {
      const beta = at(hive.keys, `${SERVICES}\\Beta`);
      view.setUint32(beta + 20, 0x7ffffff8, true);
      view.setUint32(at(hive.subkeyLists, `${SERVICES}\\Alpha`) + 8, beta - 4096, true);
    });
    const keys = walkAll(openHive(bytes).root);
    expect(keys.filter((key) => key.name === 'Beta')).toHaveLength(1);
  });
});
