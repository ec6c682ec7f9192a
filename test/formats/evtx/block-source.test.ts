import { describe, expect, it } from 'vitest';
import { type ByteSource, ByteSourceError, bytesSource } from '../../../main/formats/byte-source.ts';
import { BlockSource } from '../../../main/formats/evtx/block-source.ts';
import { CHUNK_SIZE } from '../../../main/formats/evtx/chunk-header.ts';
import { writeEvents } from '../../support/evtx-writer.ts';
import { readAll } from './read-all.ts';

/** A medium on which nothing from `bad` on can be read: a read that reaches there fails as a whole. */
function failingFrom(bytes: Uint8Array, bad: number): ByteSource {
  const whole = bytesSource(bytes);
  return {
    size: bytes.length,
    read(offset, into) {
      if (offset + into.length > bad) throw new ByteSourceError('EIO');
      return whole.read(offset, into);
    },
  };
}

const bytes = Uint8Array.from({ length: 3 * CHUNK_SIZE }, (_, index) => (index * 31) & 0xff);

describe('a block whose neighbour cannot be read', () => {
  it('is given without the next signature', () => {
    const blocks = new BlockSource(failingFrom(bytes, 2 * CHUNK_SIZE));
    expect(blocks.read(CHUNK_SIZE)).toEqual(bytes.subarray(CHUNK_SIZE, 2 * CHUNK_SIZE));
    expect(blocks.read(2 * CHUNK_SIZE)).toBeNull();
  });

  it('is lost where it cannot be read itself', () => {
    expect(new BlockSource(failingFrom(bytes, 2 * CHUNK_SIZE - 1)).read(CHUNK_SIZE)).toBeNull();
  });

  it('costs no record of the chunk before it', () => {
    const log = writeEvents([
      {
        recordId: 1,
        eventId: 7036,
        provider: 'P',
        channel: 'System',
        time: '2024-05-01T10:00:00Z',
        data: { a: 'b' },
      },
    ]);
    const chunkEnd = 4096 + CHUNK_SIZE;
    const file = new Uint8Array(chunkEnd + CHUNK_SIZE);
    file.set(log.subarray(0, chunkEnd));
    file.fill(0xff, chunkEnd);
    const { records, problems } = readAll(failingFrom(file, chunkEnd));
    expect(records.map(({ eventId }) => eventId)).toEqual([7036]);
    expect(problems.map(({ code, offset }) => [code, offset])).toEqual([['unreadable', chunkEnd]]);
  });

  it('passes other errors on', () => {
    const broken: ByteSource = {
      size: 1,
      read() {
        throw new TypeError('a bug');
      },
    };
    expect(() => new BlockSource(broken).read(0)).toThrow(TypeError);
  });
});
