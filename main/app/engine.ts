import { join } from 'node:path';
import { utilityProcess } from 'electron';
import type { Notice } from '../../shared/ipc/contract.ts';
import { EngineHost } from './engine-host.ts';
import type { RecoveredCases } from './recovered-cases.ts';

/** Starts the engine in a process of its own: evidence is hostile, and what it breaks must not be the window. */
export function setupEngine(
  programFolder: string,
  recovered: RecoveredCases,
  tell: (notice: Notice, value: unknown) => void,
): EngineHost {
  const fork = () => {
    recovered.engineStarts();
    const folders = recovered.folders.map((folder) => `--recovery=${folder}`);
    return utilityProcess.fork(join(programFolder, 'engine.cjs'), folders, {
      serviceName: 'Daemonscope engine',
      stdio: 'inherit',
      // Settings of Node that the user's shell exports are not meant for this program.
      env: withoutNodeSettings(process.env),
    });
  };
  return new EngineHost(fork, tell, () => recovered.engineGone());
}

function withoutNodeSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(NODE_|ELECTRON_|LD_PRELOAD$|DYLD_)/.test(name)),
  );
}
