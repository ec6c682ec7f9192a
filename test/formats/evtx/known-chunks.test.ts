import { describe, expect, it } from 'vitest';
import { ByteSourceError, bytesSource } from '../../../main/formats/byte-source.ts';
import { EvtxSession, readEvtx } from '../../../main/formats/evtx/read-evtx.ts';
import { writeEvents } from '../../support/evtx-writer.ts';

const CHUNK = 65_536;
const FILE_HEADER = 4_096;

const events = Array.from({ length: 60 }, (_, index) => ({
  recordId: index + 1,
  eventId: index % 3 === 0 ? 7045 : 4624,
  provider: 'Service Control Manager',
  channel: 'System',
  time: `2024-01-01T00:${String(index % 60).padStart(2, '0')}:00Z`,
  computer: 'A',
  data: { param1: `service ${index}` },
}));
const log = writeEvents(events, { perChunk: 20 });

/** Reads the files in their order in one session, and says how often one was opened again. */
function readSeveral(files: Readonly<Record<string, Uint8Array>>, lost: readonly string[] = []) {
  const reopened: string[] = [];
  let open = 0;
  const session = new EvtxSession((file) => {
    const bytes = files[file];
    if (bytes === undefined || lost.includes(file)) return null;
    reopened.push(file);
    open += 1;
    return {
      ...bytesSource(bytes),
      close: () => {
        open -= 1;
      },
    };
  });
  const results = Object.entries(files).map(([file, bytes]) => {
    const reading = readEvtx(bytesSource(bytes), {
      session,
      file,
      wantedId: (id) => id === 7045,
      wanted: ({ eventId }) => eventId === 7045,
    });
    const given: string[] = [];
    let next = reading.next();
    for (; next.done !== true; next = reading.next()) {
      given.push(next.value.kind === 'problem' ? next.value.code : String(next.value.record.field('param1')));
    }
    return { given, summary: next.value };
  });
  return { results, reopened, open };
}

describe('chunks that were read before', () => {
  it('gives the records of a copy once, and counts them in both files', () => {
    const { results, reopened, open } = readSeveral({ first: log, copy: log.slice() });
    const [first, copy] = results;
    expect(first?.given).toHaveLength(20);
    expect(first?.summary.again).toBe(0);
    expect(copy?.given).toEqual([]);
    expect(copy?.summary).toEqual({ ...first?.summary, again: 20 });
    expect(reopened).toEqual(['first']);
    expect(open).toBe(0);
  });

  it('reads the chunks that a longer copy of the log has beside those', () => {
    const longer = writeEvents(
      [
        ...events,
        {
          ...events[0],
          recordId: 61,
          eventId: 7045,
          time: '2024-01-01T02:00:00Z',
          data: { param1: 'new' },
        } as (typeof events)[number],
      ],
      { perChunk: 20 },
    );
    const { results } = readSeveral({ first: log, longer });
    expect(results[1]?.given).toEqual(['new']);
    expect(results[1]?.summary).toMatchObject({
      records: 61,
      again: 20,
      lastTime: '2024-01-01T02:00:00.0000000Z',
    });
  });

  it('is not deceived by another chunk with the same checksums', () => {
    const forged = log.slice();
    const text = Buffer.from('service 0', 'utf16le');
    const at = Buffer.from(forged).indexOf(text);
    expect(at).toBeGreaterThan(FILE_HEADER);
    forged.set(Buffer.from('service X', 'utf16le'), at);
    const { results } = readSeveral({ first: log, forged });
    expect(results[1]?.given).toContain('service X');
    expect(results[1]?.given).toContain('chunk-checksum');
  });

  it('tells the damage of a chunk in each file that has it', () => {
    const damaged = log.slice();
    damaged.fill(0xff, FILE_HEADER + CHUNK + 512 + 4, FILE_HEADER + CHUNK + 512 + 8);
    const { results } = readSeveral({ first: damaged, copy: damaged.slice() });
    expect(results[0]?.given).toContain('record-head');
    expect(results[1]?.given).toContain('record-head');
    expect(results[1]?.summary.chunksDamaged).toBe(1);
  });

  it('decodes a copy where the first file can no longer be read', () => {
    const { results } = readSeveral({ first: log, copy: log.slice() }, ['first']);
    expect(results[1]?.given).toHaveLength(20);
    const session = new EvtxSession(() => ({
      size: log.length,
      read: () => {
        throw new ByteSourceError('input/output error');
      },
      close: () => undefined,
    }));
    const counts = ['a', 'b'].map((file) => [...readEvtx(bytesSource(log), { session, file })].length);
    expect(counts).toEqual([60, 60]);
  });

  it('reads everything anew in a session that cannot open files again', () => {
    const session = new EvtxSession();
    const counts = ['a', 'b'].map((file) => [...readEvtx(bytesSource(log), { session, file })].length);
    expect(counts).toEqual([60, 60]);
  });
});
