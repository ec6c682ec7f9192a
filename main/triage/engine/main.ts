import { existsSync, readFileSync } from 'node:fs';
import type { EngineReply } from '../../../shared/ipc/engine.ts';
import { serveEngine } from './serve-engine.ts';

/** What Electron puts into a utility process; its types are not ours to import here. */
interface ParentPort {
  postMessage(message: EngineReply): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/** Entry of the engine's process. SQLite and the hashing worker are built beside this file. */
function main(port: ParentPort): void {
  const worker = new URL('./hash-worker.cjs', import.meta.url);
  const folder = process.argv.find((arg) => arg.startsWith('--recovery='))?.slice('--recovery='.length);
  serveEngine(
    {
      postMessage: (message) => port.postMessage(message),
      listen: (listener) => port.on('message', ({ data }) => listener(data)),
    },
    {
      wasm: () => readFileSync(new URL('./sql-wasm.wasm', import.meta.url)),
      recoveryFolder: folder === undefined || folder === '' ? null : folder,
      workerUrl: existsSync(worker) ? worker : null,
    },
  );
}

const { parentPort } = process as unknown as { readonly parentPort?: ParentPort };
if (parentPort !== undefined) main(parentPort);
