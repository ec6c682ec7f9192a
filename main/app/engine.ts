import { join } from 'node:path';
import { utilityProcess } from 'electron';
import type { Notice } from '../../shared/ipc/contract.ts';
import { EngineHost } from './engine-host.ts';
import type { RecoveredCases } from './recovered-cases.ts';

/** Starts the engine in a process of its own: evidence is hostile, and what it breaks must not be the window. */
export function setupEngine(
  programFolder: string,
  recoveryFolder: string,
  recovered: RecoveredCases,
  tell: (notice: Notice, value: unknown) => void,
): EngineHost {
  const fork = () => {
    const engine = utilityProcess.fork(join(programFolder, 'engine.cjs'), [`--recovery=${recoveryFolder}`], {
      serviceName: 'Daemonscope engine',
      stdio: 'inherit',
      // Settings of Node that the user's shell exports are not meant for this program.
      env: withoutNodeSettings(process.env),
    });
    return engine;
  };
  return new EngineHost(fork, tell, () => {
    recovered.look();
    return recovered.list().length > 0;
  });
}

function withoutNodeSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(NODE_|ELECTRON_|LD_PRELOAD$|DYLD_)/.test(name)),
  );
}
