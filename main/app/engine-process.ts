/** What the host needs of the engine's process: Electron's `UtilityProcess`, or a stand-in in tests. */
export interface EngineProcess {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): void;
  on(event: 'exit', listener: (code: number) => void): void;
  kill(): boolean;
}
