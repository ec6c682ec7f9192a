import { writeSync } from 'node:fs';

/**
 * Writes chunks to stdout synchronously, so that no process ends before a pipe has drained.
 * A reader that goes away (EPIPE) ends the output quietly, as `head` expects; a full pipe (EAGAIN) is waited for.
 */
export function writeStdout(chunks: Iterable<string>): void {
  // One buffer for all: joining chunks and encoding the result would copy each twice into fresh memory.
  const buffer = Buffer.allocUnsafe(BUFFER_SIZE);
  let used = 0;
  for (const chunk of chunks) {
    const most = chunk.length * MAX_BYTES_PER_UNIT;
    if (used + most > BUFFER_SIZE) {
      if (!writeAll(buffer.subarray(0, used))) return;
      used = 0;
    }
    if (most <= BUFFER_SIZE) used += buffer.write(chunk, used);
    else if (!writeAll(Buffer.from(chunk))) return;
  }
  writeAll(buffer.subarray(0, used));
}

/** What a pipe holds on Linux. */
const BUFFER_SIZE = 1 << 16;
/** UTF-8 bytes that one UTF-16 code unit may become. */
const MAX_BYTES_PER_UNIT = 3;

function writeAll(bytes: Buffer): boolean {
  let offset = 0;
  while (offset < bytes.length) {
    try {
      offset += writeSync(1, bytes, offset);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EPIPE') return false;
      if (code !== 'EAGAIN') throw error;
      // The pipe is full: wait a moment without spinning.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
  return true;
}
