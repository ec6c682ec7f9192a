import { describe, expect, it } from 'vitest';
import { marvin32 } from '../../../main/formats/regf/marvin32.ts';
import { corpusAvailable, corpusFile } from '../../support/corpus.ts';

describe('Marvin32', () => {
  it('changes with every byte and with the length', () => {
    const hashes = new Set<bigint>();
    for (const bytes of ['', 'a', 'b', 'ab', 'abc', 'abcd', 'abcde', 'abcde\0']) {
      const data = new Uint8Array(Buffer.from(bytes));
      hashes.add(marvin32(new DataView(data.buffer), 0, data.length));
    }
    expect(hashes.size).toBe(8);
  });

  it.skipIf(!corpusAvailable)('is what Windows wrote into its logs (corpus/hive-malformed)', () => {
    const log = corpusFile('hive-malformed/yarp_NewDirtyHive1.LOG2');
    const view = new DataView(log.buffer);
    for (const entry of [0x200, 0x2000, 0x8000]) {
      const size = view.getUint32(entry + 4, true);
      expect(marvin32(view, entry + 40, size - 40)).toBe(view.getBigUint64(entry + 24, true));
      expect(marvin32(view, entry, 32)).toBe(view.getBigUint64(entry + 32, true));
    }
  });
});
