import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A screen in memory of which pictures can be taken. */
export interface Screen {
  readonly display: string;
  /** The colours of every fourth pixel of every fourth line. */
  colours(): ReadonlySet<number>;
  close(): void;
}

/** `folder`: where Xvfb keeps the screen as a file; it must exist. */
export async function filmedScreen(folder: string): Promise<Screen> {
  const { display, close } = await startXvfb(['-fbdir', folder]);
  return { display, close, colours: () => coloursOf(readFileSync(join(folder, 'Xvfb_screen0'))) };
}

/**
 * Of a picture in XWD format (X11/XWDFile.h, version 7: fields of 32 bits, big-endian): length of the header at 0, width at 16, height at
 * 20, bits of a pixel at 44, bytes of a line at 48, number of colours (12 bytes each) at 76. Pixels of 32 bits in the machine's order.
 */
function coloursOf(xwd: Buffer): Set<number> {
  const at = (offset: number): number => xwd.readUInt32BE(offset);
  const start = at(0) + at(76) * 12;
  const [width, height, line] = [at(16), at(20), at(48)];
  if (at(44) !== 32) throw new Error(`${at(44)} bits a pixel`);
  const found = new Set<number>();
  for (let y = 0; y < height; y += 4) {
    for (let x = 0; x < width; x += 4) {
      found.add(xwd.readUInt32LE(start + y * line + x * 4) & 0xffffff);
    }
  }
  return found;
}

/** A screen in memory for Linux without a display; elsewhere nothing is done. Answers what ends it. */
export async function startScreen(): Promise<() => void> {
  if (process.platform !== 'linux' || (process.env['DISPLAY'] ?? '') !== '') return () => undefined;
  const { display, close } = await startXvfb([]);
  process.env['DISPLAY'] = display;
  return close;
}

async function startXvfb(more: readonly string[]): Promise<{ display: string; close(): void }> {
  // It picks a free number by itself and prints it.
  const args = ['-displayfd', '1', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp', ...more];
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const number = await new Promise<string>((resolve, reject) => {
    server.stdout.once('data', (data) => resolve(String(data).trim()));
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
  });
  return { display: `:${number}`, close: () => server.kill() };
}
