import { spawn } from 'node:child_process';

/** A screen in memory for Linux without a display; elsewhere nothing is done. Answers what ends it. */
export async function startScreen(): Promise<() => void> {
  if (process.platform !== 'linux' || (process.env['DISPLAY'] ?? '') !== '') return () => undefined;
  // It picks a free number by itself and prints it.
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const display = await new Promise<string>((resolve, reject) => {
    server.stdout.once('data', (data) => resolve(String(data).trim()));
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
  });
  process.env['DISPLAY'] = `:${display}`;
  return () => {
    server.kill();
  };
}
