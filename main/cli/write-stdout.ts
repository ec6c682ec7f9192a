import { writeSync } from 'node:fs';

/**
 * Writes chunks to stdout synchronously, so that no process ends before a pipe has drained.
 * A reader that goes away (EPIPE) ends the output quietly, as `head` expects; a full pipe (EAGAIN) is waited for.
 */
export function writeStdout(chunks: Iterable<string>): void {
  let pending: string[] = [];
  let length = 0;
  const flush = (): boolean => {
    const more = writeAll(Buffer.from(pending.join('')));
    pending = [];
    length = 0;
    return more;
  };
  for (const chunk of chunks) {
    pending.push(chunk);
    length += chunk.length;
    if (length >= 1 << 16 && !flush()) return;
  }
  flush();
}

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
