import type { Payload, ServiceRecord } from '../../../shared/model/service-record.ts';
import { shellWords } from '../../../shared/unix/shell-words.ts';
import type { InitScript } from '../../formats/init-script/parse-init-script.ts';
import { scriptStatements } from '../../formats/init-script/script-lines.ts';
import { expandShellVariables, shellAssignment } from '../../formats/init-script/shell-variables.ts';
import { commandPayloads } from '../unix/command-payloads.ts';
import { scriptCommands } from './script-commands.ts';
import { interpreterPayloads } from './script-file.ts';
import { isExecutable, type StartupFile, type StartupReader } from './startup-reader.ts';
import { definition, filePayload, startupRecord } from './startup-record.ts';

/** Variables of a service that a record shows (openrc-run(8), "VARIABLES"). */
const SHOWN = [
  'command_args',
  'command_background',
  'supervisor',
  'directory',
  'pidfile',
  'start_stop_daemon_args',
];

/** Record of one OpenRC service: its script, what `command=` names, and what its functions run. */
export function openRcRecord(
  file: StartupFile,
  script: InitScript,
  levels: readonly string[],
  isUsed: boolean,
  reader: StartupReader,
): ServiceRecord {
  const { files } = reader;
  const settings = files.find(`/etc/conf.d/${file.name}`);
  const variables = new Map([
    ['RC_SVCNAME', file.name],
    ['SVCNAME', file.name],
  ]);
  // conf.d is read before the script.
  const text = settings.evidencePath === null ? null : reader.peek(settings.evidencePath);
  if (text !== null) assign(text, variables);
  assign(script.text, variables);
  const command = variables.get('command') || null;
  const argv = command === null ? [] : [command, ...shellWords(variables.get('command_args') ?? '')];
  const payloads: Payload[] = [filePayload(file, files.find(file.path))];
  payloads.push(...interpreterPayloads(script.shebang, files));
  payloads.push(
    ...commandPayloads(argv, { role: 'exec-start', from: 'command', raw: argv.join(' ') }, files),
  );
  const commands = scriptCommands(script.text, { files, variables });
  if (commands.cut)
    reader.cut(file, 'too long: only the first lines of the script, or not all that they run, are shown');
  const known = new Set(payloads.map(({ path }) => path));
  payloads.push(
    ...commands.payloads.filter(({ role, path }) => role !== 'hosted-program' || !known.has(path)),
  );
  const starts = levels.filter((level) => level !== 'shutdown');
  const enabled = isUsed && starts.length > 0 && isExecutable(file) !== false && file.problem === null;
  const user = variables.get('command_user')?.split(':')[0] || null;
  const record = startupRecord({
    mechanism: 'openrc',
    file,
    line: null,
    kind: 'script',
    description: variables.get('description') || null,
    command: command === null ? file.path : argv.join(' '),
    payloads,
    enabled,
    startMode: enabled ? 'auto' : isUsed ? 'demand' : 'disabled',
    account: user ?? 'root',
    user,
    trigger: levels.join(' ') || null,
    startsUnit: commands.startsUnit,
    properties: {
      Interpreter: script.shebang?.interpreter ?? null,
      Link: file.link,
      ...Object.fromEntries(SHOWN.map((name) => [name, variables.get(name) || null])),
    },
  });
  if (settings.state !== 'found') return record;
  const { path, evidencePath } = settings;
  return { ...record, definitions: [definition('script', file), { role: 'config', path, evidencePath }] };
}

function assign(text: string, variables: Map<string, string>): void {
  for (const { text: statement } of scriptStatements(text)) {
    const assignment = shellAssignment(statement);
    if (assignment !== null && !(assignment.isDefault && variables.has(assignment.name))) {
      variables.set(assignment.name, expandShellVariables(assignment.value, variables));
    }
  }
}
