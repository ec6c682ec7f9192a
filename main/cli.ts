import { existsSync } from 'node:fs';
import { visibleText } from '../shared/text.ts';
import { EXIT, type ExitCode, UsageError } from './cli/exit-code.ts';
import { scan } from './cli/scan.ts';
import { writeStdout } from './cli/write-stdout.ts';
import { exportFormats } from './export/formats.ts';
import { CannotWrite } from './triage/cannot-write.ts';
import { TOOL_NAME, TOOL_VERSION } from './triage/tool.ts';

/**
 * The command line: a plain Node program. Data on stdout, everything else on stderr. What a scan does not always need is
 * imported where it is needed: loading it costs more than reading a hive.
 */
async function main(args: readonly string[]): Promise<ExitCode> {
  const [command, ...rest] = args;
  switch (command) {
    case 'scan':
      if (rest.includes('--help') || rest.includes('-h')) return help();
      return scan(rest, workerUrl(), sqlUrl());
    case 'rules':
      return (await import('./cli/rules.ts')).rules(rest);
    case 'report':
      if (rest.includes('--help') || rest.includes('-h')) return help();
      return (await import('./cli/report.ts')).report(rest, sqlUrl());
    case 'compare':
      if (rest.includes('--help') || rest.includes('-h')) return help();
      return (await import('./cli/compare.ts')).compare(rest, sqlUrl());
    case 'verify':
      return (await import('./cli/verify.ts')).verify(rest);
    case '--version':
      writeStdout([`${TOOL_NAME} ${TOOL_VERSION}\n`]);
      return EXIT.done;
    case '--help':
    case '-h':
    case 'help':
      return help();
    case undefined:
      throw new UsageError('say what to do; --help lists the commands');
    default:
      throw new UsageError(`no command '${command}'; --help lists them`);
  }
}

async function help(): Promise<ExitCode> {
  const { helpText } = await import('./cli/help.ts');
  writeStdout([helpText(await exportFormats())]);
  return EXIT.done;
}

function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

/** The hashing worker is built beside this file; without it hashing happens in this thread. */
function workerUrl(): URL | null {
  const url = new URL('./hash-worker.cjs', import.meta.url);
  return existsSync(url) ? url : null;
}

/** SQLite's WebAssembly is copied beside this file. */
function sqlUrl(): URL {
  return new URL('./sql-wasm.wasm', import.meta.url);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (error instanceof UsageError) {
      process.stderr.write(`daemonscope: ${visibleText(error.message)}\n`);
      process.exitCode = EXIT.usage;
      return;
    }
    if (error instanceof CannotWrite || isSystemError(error)) {
      // The user's own files: a full disk, a folder that may not be written to.
      process.stderr.write(`daemonscope: ${visibleText(error.message)}\n`);
      process.exitCode = EXIT.nothing;
      return;
    }
    // A bug, not evidence: say all there is, so that it can be reported.
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`daemonscope: internal error: ${what}\n`);
    process.exitCode = EXIT.nothing;
  },
);
