import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { EngineReply } from '../../../shared/ipc/engine.ts';
import { serveEngine } from './serve-engine.ts';

/** What Electron puts into a utility process; its types are not ours to import here. */
interface ParentPort {
  postMessage(message: EngineReply): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/** Entry of the engine's process. SQLite and the hashing worker are built beside this file. */
function main(port: ParentPort): void {
  // Paths and not addresses: Electron looks into its archive for paths only.
  const beside = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  const worker = beside('./hash-worker.cjs');
  const [recoveryFolder = null, ...otherRecoveryFolders] = process.argv
    .filter((arg) => arg.startsWith('--recovery='))
    .map((arg) => arg.slice('--recovery='.length));
  serveEngine(
    {
      postMessage: (message) => port.postMessage(message),
      listen: (listener) => port.on('message', ({ data }) => listener(data)),
    },
    {
      wasm: () => readFileSync(beside('./sql-wasm.wasm')),
      recoveryFolder,
      otherRecoveryFolders,
      workerUrl: existsSync(worker) ? pathToFileURL(worker) : null,
      end: () => process.exit(0),
    },
  );
}

const { parentPort } = process as unknown as { readonly parentPort?: ParentPort };
if (parentPort !== undefined) main(parentPort);
