import type { EngineReply } from '../../../shared/ipc/engine.ts';

/** How the engine is reached: `process.parentPort` of Electron, or one end of a MessageChannel. */
export interface EnginePort {
  postMessage(message: EngineReply): void;
  /** Each message as it was posted. */
  listen(listener: (message: unknown) => void): void;
}
