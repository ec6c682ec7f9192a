import { describe, expect, it } from 'vitest';
import { HiveDiagnostics } from '../../../main/formats/regf/diagnostics.ts';
import { binSizeAt, checkBins, eachBin } from '../../../main/formats/regf/hive-bin.ts';
import { HiveImage } from '../../../main/formats/regf/hive-image.ts';
import { damaged, sampleHive } from './sample-hive.ts';

function imageOf(bytes: Uint8Array, end = bytes.length): [HiveImage, HiveDiagnostics] {
  const diagnostics = new HiveDiagnostics();
  return [new HiveImage(bytes, 5, end, null, diagnostics), diagnostics];
}

describe('hive bins', () => {
  const hive = sampleHive();

  it('follow each other to the end of the file', () => {
    const [image, diagnostics] = imageOf(hive.bytes);
    let end = 4096;
    eachBin(image, (start, size, valid) => {
      expect([start, valid]).toEqual([end, true]);
      end += size;
    });
    expect(end).toBe(hive.bytes.length);
    expect(checkBins(image)).toBeGreaterThan(3);
    expect(diagnostics.total).toBe(0);
  });

  it('are none with another signature, place or size', () => {
    const size = binSizeAt(imageOf(hive.bytes)[0], 4096);
    expect(size).toBeGreaterThan(0);
    const damages: ((view: DataView) => void)[] = [
      (view) => view.setUint32(4096, 0, true),
      (view) => view.setUint32(4100, 0x1000, true),
      (view) => view.setUint32(4104, 0, true),
      (view) => view.setUint32(4104, 100, true),
      (view) => view.setUint32(4104, 0x7ffff000, true),
    ];
    for (const damage of damages) {
      const [image, diagnostics] = imageOf(damaged(hive, damage));
      expect(binSizeAt(image, 4096)).toBe(0);
      checkBins(image);
      expect(diagnostics.kept.map(({ code, offset }) => [code, offset])).toEqual([['bin-header', 4096]]);
    }
  });

  it('are found wherever the bytes begin in their buffer', () => {
    const buffer = new Uint8Array(hive.bytes.length + 3);
    buffer.set(hive.bytes, 3);
    const [image] = imageOf(buffer.subarray(3));
    expect(checkBins(image)).toBe(checkBins(imageOf(hive.bytes)[0]));
    expect(image.words[0]).toBe(image.view.getInt32(0, true));
  });

  it('are not looked for behind the end that the base block states', () => {
    expect(checkBins(imageOf(hive.bytes, 8192)[0])).toBe(1);
  });
});
