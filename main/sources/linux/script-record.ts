import type { ActivatorMechanism } from '../../../shared/model/activator-detail.ts';
import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { ellipsis } from '../../../shared/text.ts';
import { type ScriptFile, scriptFile } from './script-file.ts';
import { isExecutable, type StartupFile, type StartupReader } from './startup-reader.ts';
import { startupRecord } from './startup-record.ts';

/** Characters of a script's lines that its record shows as its command. */
const MAX_COMMAND = 8_192;

export interface RunScript {
  readonly mechanism: ActivatorMechanism;
  readonly file: StartupFile;
  readonly trigger: string;
  /** It is run only with its executable bit; scripts that a shell reads in need none. */
  readonly needsBit: boolean;
  readonly account?: string;
  /** Something else that keeps it from being run, for the property of that name. */
  readonly hindrance?: Readonly<Record<string, string>> | null;
}

/** Record of a script that is run by its place: its lines are the command, what they run are the payloads. */
export function scriptRecord(script: RunScript, reader: StartupReader): ServiceRecord {
  const { mechanism, file, trigger, needsBit, account = 'root', hindrance = null } = script;
  const content = scriptFile(file, reader);
  const enabled = isEnabled(script, content);
  return startupRecord({
    mechanism,
    file,
    line: null,
    kind: 'script',
    command: content.lines.length === 0 ? file.path : ellipsis(content.lines.join('\n'), MAX_COMMAND),
    payloads: content.payloads,
    enabled,
    startMode: enabled ? 'auto' : 'disabled',
    account,
    trigger,
    startsUnit: content.startsUnit,
    properties: {
      Interpreter: content.interpreter,
      NotExecutable: needsBit && isExecutable(file) === false ? 'true' : null,
      DoesNothing: content.isIdle ? 'true' : null,
      ...hindrance,
    },
  });
}

/** Where the evidence keeps no permissions (an image copied to another file system), the bit counts as set. */
function isEnabled({ file, needsBit, hindrance }: RunScript, { isIdle }: ScriptFile): boolean {
  if (isIdle || file.problem !== null || (hindrance ?? null) !== null) return false;
  return !needsBit || isExecutable(file) !== false;
}
