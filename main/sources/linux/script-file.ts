import type { Payload } from '../../../shared/model/service-record.ts';
import { parseInitScript } from '../../formats/init-script/parse-init-script.ts';
import type { Shebang } from '../../formats/init-script/shebang.ts';
import { commandPayloads } from '../unix/command-payloads.ts';
import type { UnixFiles } from '../unix/file-lookup.ts';
import { scriptCommands } from './script-commands.ts';
import type { StartupFile, StartupReader } from './startup-reader.ts';
import { filePayload } from './startup-record.ts';

/** The interpreter of a script, and of `env NAME` the program of that name. */
export function interpreterPayloads(shebang: Shebang | null, files: UnixFiles): Payload[] {
  if (shebang === null) return [];
  const options = { role: 'hosted-program', from: 'interpreter', raw: shebang.words.join(' ') } as const;
  // Only the names: `awk -f` of an interpreter line means the script itself.
  const words = shebang.words.filter((word) => !word.startsWith('-'));
  return commandPayloads(words.slice(0, 2), options, files).filter(({ role }) => role === 'hosted-program');
}

export interface ScriptFile {
  /** The file itself first. */
  readonly payloads: readonly Payload[];
  readonly interpreter: string | null;
  /** Lines that do something; empty for a program. */
  readonly lines: readonly string[];
  readonly startsUnit: string | null;
  /** Comments, `exit 0` and nothing else, or empty. */
  readonly isIdle: boolean;
}

/** A file that is run by itself: a script with what its lines run, or a program. Scripts of other languages are not looked into. */
export function scriptFile(file: StartupFile, reader: StartupReader): ScriptFile {
  const { files } = reader;
  const self = filePayload(file, files.find(file.path));
  const bytes = reader.bytes(file);
  if (bytes === null)
    return { payloads: [self], interpreter: null, lines: [], startsUnit: null, isIdle: false };
  const { text, shebang, isBinary } = parseInitScript(bytes);
  const interpreter = shebang?.interpreter ?? null;
  const payloads = [self, ...interpreterPayloads(shebang, files)];
  const isShell =
    shebang === null || shebang.words.some((word) => /(?:^|\/)(?:[a-z]*sh|openrc-run|runscript)$/.test(word));
  if (isBinary || !isShell) return { payloads, interpreter, lines: [], startsUnit: null, isIdle: false };
  const { payloads: run, lines, startsUnit, cut } = scriptCommands(text, { files });
  if (cut)
    reader.cut(file, 'too long: only the first lines of the script, or not all that they run, are shown');
  return { payloads: [...payloads, ...run], interpreter, lines, startsUnit, isIdle: lines.length === 0 };
}
