import { expect, test } from 'vitest';
import type { Hive } from '../../main/formats/regf/hive.ts';
import { listServices } from '../../main/sources/windows/service-list.ts';
import { virtualRegistry } from '../support/virtual-registry.ts';

/** A hive of which only the scan of cells finds keys. */
function scanned(paths: readonly string[]): Hive {
  const root = virtualRegistry(Object.fromEntries(paths.map((path) => [path, {}])));
  return {
    header: null as never,
    replay: null as never,
    root: null,
    diagnostics: [],
    diagnosticsTotal: 0,
    *scanKeys() {
      for (const path of paths) {
        const key = root.descendant(path);
        if (key !== undefined) yield key;
      }
    },
    recover: () => ({ keys: [], values: [], cut: false }),
    recoverKeys: () => [],
  };
}

const ignore = () => undefined;

test('services that no list leads to, of the lowest control set', () => {
  const list = listServices(
    scanned([
      'ControlSet002\\Services\\C',
      'ControlSet001\\services\\A',
      'ControlSet001\\services\\A\\Parameters',
      'ControlSet001\\Control\\B',
      'ControlSet001\\services\\D',
    ]),
    ignore,
  );
  expect(list?.controlSetName).toBe('ControlSet001');
  expect(list?.keys.map(({ name }) => name)).toEqual(['A', 'D']);
  expect(list?.notes.map(({ code }) => code)).toEqual(['services-scanned']);
});

test('nothing found', () => {
  expect(listServices(scanned(['ControlSet001\\Control\\B']), ignore)).toBeNull();
});
