import { describe, expect, it } from 'vitest';
import { ParseError } from '../../../main/formats/parse-error.ts';
import { openHive } from '../../../main/formats/regf/hive.ts';
import type { RegistryValue } from '../../../main/formats/registry-tree.ts';
import { filetimeToIso } from '../../../shared/time.ts';
import { binary, expandSz, type RegistrySpec } from '../../support/registry-spec.ts';
import { virtualRegistry } from '../../support/virtual-registry.ts';
import { at, damaged, LONG, SAMPLE, SERVICES, sampleHive } from './sample-hive.ts';
import { walkAll } from './walk.ts';

const hexOf = (value: RegistryValue) => Buffer.from(value.data()).toString('hex');

describe('keys and values of a hive', () => {
  for (const minor of [3, 4, 5, 6]) {
    it(`of version 1.${minor} are the ones that were written`, () => {
      const hive = openHive(sampleHive({ minor }).bytes);
      const wanted = walkAll(virtualRegistry(SAMPLE));
      const found = new Map(walkAll(hive.root).map((key) => [key.path, key]));
      expect([...found.keys()].sort()).toEqual(wanted.map((key) => key.path).sort());
      for (const key of wanted) {
        const ours = found.get(key.path);
        expect(ours?.lastWrite).toBe(key.lastWrite);
        expect(ours?.className).toBe(key.className);
        expect(ours?.values().map((value) => [value.name, value.type, value.size, hexOf(value)])).toEqual(
          key.values().map((value) => [value.name, value.type, value.size, hexOf(value)]),
        );
      }
      expect(hive.diagnostics).toEqual([]);
    });
  }

  it('say where they are and when they were written', () => {
    const written = sampleHive();
    const alpha = openHive(written.bytes).root?.descendant(`${SERVICES}\\Alpha`);
    expect(alpha?.offset).toBe(at(written.keys, `${SERVICES}\\Alpha`));
    expect(alpha?.value('start')?.offset).toBe(at(written.values, `${SERVICES}\\Alpha\\Start`));
    expect(filetimeToIso(alpha?.lastWrite ?? 0n)).toBe('2023-04-05T06:07:08.1234567Z');
    expect([alpha?.deleted, alpha?.fromLog]).toEqual([false, false]);
  });

  it('are found without regard to case, the default value by its empty name', () => {
    const root = openHive(sampleHive().bytes).root;
    expect(root?.path).toBe('');
    expect(root?.descendant('')).toBe(root);
    const alpha = root?.descendant('CONTROLSET001\\services\\\\ALPHA\\');
    expect(alpha?.value('имя')?.name).toBe('Имя');
    expect(alpha?.value('GRÖßE')?.name).toBe('Größe');
    expect(alpha?.value('')?.size).toBe(28);
    expect(alpha?.value('none')).toBeUndefined();
    expect(root?.descendant('No\\Such')).toBeUndefined();
  });

  it('have the security descriptor of their own or of their sk cell', () => {
    const own = Uint8Array.from([1, 0, 4, 0x80, 9, 9, 9]);
    const hive = openHive(sampleHive({}, { ...SAMPLE, Own: { security: own } }).bytes);
    expect(hive.root?.subkey('Own')?.security()).toEqual(own);
    const common = hive.root?.security();
    expect(common).toHaveLength(72);
    expect(hive.root?.descendant(SERVICES)?.security()).toBe(common);
  });

  it('have data in one cell, in segments or in the value itself', () => {
    const sizes = [0, 1, 4, 5, 16_344, 16_345, 32_688, 40_000];
    const values = Object.fromEntries(sizes.map((size) => [`${size}`, binary(LONG.subarray(0, size))]));
    const key = openHive(sampleHive({}, { Key: { values } }).bytes).root?.subkey('Key');
    for (const size of sizes) {
      const data = key?.value(`${size}`)?.data() ?? Buffer.alloc(0);
      expect(data).toHaveLength(size);
      expect(Buffer.from(LONG.subarray(0, size)).equals(data)).toBe(true);
    }
  });

  it('cannot take segments twice, too few or too short', () => {
    const hive = sampleHive({}, { Key: { values: { Big: binary(LONG) } } });
    const value = at(hive.values, 'Key\\Big');
    const view = new DataView(hive.bytes.buffer);
    const record = view.getUint32(value + 12, true) + 4096;
    const list = view.getUint32(record + 8, true) + 4096;
    const first = view.getUint32(list + 4, true);
    const damages: ((view: DataView) => void)[] = [
      (damage) => damage.setUint16(record + 6, 2, true),
      (damage) => damage.setUint32(list + 8, first, true),
      (damage) => damage.setUint32(list + 8, 0xfffffff8, true),
      (damage) => damage.setInt32(first + 4096, -64, true),
      (damage) => damage.setUint32(record + 8, 0x13, true),
      (damage) => damage.setUint32(value + 8, 0x7fffffff, true),
      (damage) => damage.setUint32(value + 8, 0x80000005, true),
    ];
    for (const damage of damages) {
      const opened = openHive(damaged(hive, damage));
      const big = opened.root?.subkey('Key')?.value('Big');
      expect(() => big?.data()).toThrow(ParseError);
      expect(opened.diagnostics.map(({ code, offset }) => [code, offset])).toEqual([['value-data', value]]);
    }
  });

  it('below the depth that Windows allows are not read', () => {
    const path = Array.from({ length: 600 }, (_, index) => `${index}`).join('\\');
    const hive = openHive(sampleHive({}, { [path]: {} }).bytes);
    expect(walkAll(hive.root)).toHaveLength(513);
    expect(hive.diagnostics.map((diagnostic) => diagnostic.code)).toEqual(['limit-reached']);
  });

  it('that are predefined handles have no values', () => {
    const hive = sampleHive();
    const bytes = damaged(hive, (view) => {
      const beta = at(hive.keys, `${SERVICES}\\Beta`);
      view.setUint16(beta + 6, view.getUint16(beta + 6, true) | 0x40, true);
      view.setUint32(beta + 40, 0x80000002, true);
    });
    const opened = openHive(bytes);
    expect(opened.root?.descendant(`${SERVICES}\\Beta`)?.values()).toEqual([]);
    expect(opened.diagnostics).toEqual([]);
  });

  it('that share long value lists cannot multiply the work', () => {
    const values = Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`v${index}`, index]));
    const spec: RegistrySpec = { Owner: { values } };
    const names = Array.from({ length: 300 }, (_, index) => `K${index}`);
    const hive = sampleHive(
      {},
      { ...spec, ...Object.fromEntries(names.map((name) => [name, { values: { a: 1 } }])) },
    );
    const bytes = damaged(hive, (view) => {
      for (const name of names) {
        view.setUint32(at(hive.keys, name) + 40, 2_000, true);
        view.setUint32(at(hive.keys, name) + 44, at(hive.valueLists, 'Owner') - 4096, true);
      }
    });
    const opened = openHive(bytes);
    const read = walkAll(opened.root).reduce((sum, key) => sum + key.values().length, 0);
    expect(read).toBe(2_000);
    expect(opened.diagnosticsTotal).toBe(300);
  });
});

describe('many keys that share one list of wrong elements', () => {
  const names = Array.from({ length: 1_200 }, (_, index) => `K${index}`);
  const spec = Object.fromEntries(names.map((name) => [name, { values: { a: 1 } }]));

  /** A hive in which the data of a value is a cell that every key uses as its list. */
  function sharing(cell: Uint8Array, use: (view: DataView, key: number, list: number) => void): Uint8Array {
    const hive = sampleHive(
      { minor: 3 },
      { ...spec, Holder: { values: { Cell: binary(cell) } }, Whole: { values: { a: 1 } } },
    );
    return damaged(hive, (view) => {
      const list = view.getUint32(at(hive.values, 'Holder\\Cell') + 12, true);
      for (const name of names) use(view, at(hive.keys, name), list);
    });
  }

  it('do not multiply the work: subkeys', () => {
    const root = new Uint8Array(4 + 4 * 60_000);
    root.set([0x72, 0x69, 0x60, 0xea]);
    const hive = openHive(
      sharing(root, (view, key, list) => {
        view.setUint32(key + 24, 60_000, true);
        view.setUint32(key + 32, list, true);
      }),
    );
    expect(walkAll(hive.root)).toHaveLength(1_203);
    expect(hive.diagnosticsTotal).toBeLessThan(5_000);
    expect(hive.root?.subkey('Whole')?.values()).toHaveLength(1);
    expect(hive.diagnosticsTotal).toBeGreaterThan(1_000);
  });

  it('do not multiply the work: values', () => {
    const hive = openHive(
      sharing(new Uint8Array(4 * 1_000), (view, key, list) => {
        view.setUint32(key + 40, 1_000, true);
        view.setUint32(key + 44, list, true);
      }),
    );
    expect(walkAll(hive.root)).toHaveLength(1_203);
    expect(hive.root?.subkey('Whole')?.values()).toHaveLength(1);
    expect(hive.diagnostics.map(({ code }) => code)).toContain('limit-reached');
  });
});

describe('opening a hive', () => {
  it('refuses what has neither a base block nor a bin', () => {
    for (const bytes of [
      new Uint8Array(0),
      new Uint8Array(511),
      new Uint8Array(20_000),
      Buffer.from('regf'),
    ]) {
      expect(() => openHive(bytes)).toThrow(ParseError);
    }
  });

  it('reads bins whose base block is gone, from the node that says it is the root', () => {
    const hive = sampleHive();
    const opened = openHive(damaged(hive, (_, bytes) => bytes.fill(0, 0, 4096)));
    expect(walkAll(opened.root).map((key) => key.path)).toContain(`${SERVICES}\\Alpha\\Parameters`);
    expect(opened.header.signatureValid).toBe(false);
  });

  it('has no root when there is none to be found', () => {
    const opened = openHive(sampleHive().bytes.slice(0, 4096));
    expect(opened.root).toBeNull();
    expect([...opened.scanKeys()]).toEqual([]);
    expect(opened.recover().keys).toEqual([]);
  });

  it('works on bytes that lie inside a larger buffer', () => {
    const { bytes } = sampleHive();
    const larger = new Uint8Array(bytes.length + 200);
    larger.set(bytes, 100);
    const hive = openHive(larger.subarray(100, 100 + bytes.length));
    const value = hive.root?.descendant(`${SERVICES}\\Alpha`)?.value('ImagePath');
    expect(value?.data()).toEqual(expandSz('%SystemRoot%\\system32\\alpha.exe -k netsvcs').data);
    expect(hive.diagnostics).toEqual([]);
  });

  it('ignores what lies behind the bins', () => {
    const { bytes } = sampleHive();
    const padded = new Uint8Array(bytes.length + 8_192);
    padded.set(bytes);
    padded.set(bytes.subarray(4096, 8192), bytes.length);
    const hive = openHive(padded);
    expect([...hive.scanKeys()]).toHaveLength(walkAll(hive.root).length);
    expect(hive.diagnostics).toEqual([]);
  });
});
