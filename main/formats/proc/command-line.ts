import { Buffer } from 'node:buffer';

/**
 * Arguments of `/proc/PID/cmdline` (proc(5)): each ends with a NUL. A program that rewrote its arguments for display
 * (`nginx: master process …`) leaves one text padded with NULs, which are dropped; empty arguments between others stay. What is not
 * UTF-8 becomes U+FFFD. Empty for kernel threads and zombies.
 */
export function parseCommandLine(bytes: Uint8Array): string[] {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  if (end === 0) return [];
  const words = Buffer.from(bytes.buffer, bytes.byteOffset, end).toString('utf8').split('\0');
  // One NUL ends the last argument; a second one right after it is an empty last argument, more are padding.
  return bytes.length - end === 2 ? [...words, ''] : words;
}
