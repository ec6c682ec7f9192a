import type { Payload, PayloadRole, ServiceRecord } from '../../../shared/model/service-record.ts';
import { ellipsis } from '../../../shared/text.ts';
import { expandShellVariables, shellAssignment } from '../../formats/init-script/shell-variables.ts';
import type { UpstartJob, UpstartStanza } from '../../formats/upstart/parse-upstart.ts';
import { scriptCommands } from './script-commands.ts';
import { shellLine } from './shell-line.ts';
import type { StartupFile, StartupReader } from './startup-reader.ts';
import { definition, fileReference, startupRecord } from './startup-record.ts';

export interface UpstartFiles {
  readonly file: StartupFile;
  readonly job: UpstartJob;
  readonly override: StartupFile | null;
  readonly overridden: UpstartJob | null;
  readonly user: string | null;
  readonly isSession: boolean;
  /** False where another init starts the host. */
  readonly isUsed: boolean;
}

/** Stanzas that run something, in the order in which a start and a stop run them. */
const RUNS: readonly { readonly name: string; readonly role: PayloadRole }[] = [
  { name: 'exec', role: 'exec-start' },
  { name: 'script', role: 'exec-start' },
  { name: 'pre-start exec', role: 'exec-start-pre' },
  { name: 'pre-start script', role: 'exec-start-pre' },
  { name: 'post-start exec', role: 'exec-start-post' },
  { name: 'post-start script', role: 'exec-start-post' },
  { name: 'pre-stop exec', role: 'exec-stop' },
  { name: 'pre-stop script', role: 'exec-stop' },
  { name: 'post-stop exec', role: 'exec-stop-post' },
  { name: 'post-stop script', role: 'exec-stop-post' },
];
const SHOWN = [
  'stop on',
  'respawn',
  'respawn limit',
  'expect',
  'task',
  'instance',
  'chdir',
  'chroot',
  'console',
  'setgid',
];
const MAX_VALUE = 8_192;

/** Record of one job. Of each stanza the last one counts, that of an override before all (init(5) of upstart, "Override Files"). */
export function upstartRecord(files: UpstartFiles, reader: StartupReader): ServiceRecord {
  const { file, override, user, isSession } = files;
  const last = effective(files);
  const main = last.get('exec') ?? last.get('script');
  const variables = environment(files);
  const payloads: Payload[] = [];
  let startsUnit: string | null = null;
  for (const { name, role } of RUNS) {
    const stanza = last.get(name);
    if (stanza === undefined) continue;
    const found = run(stanza, role, variables, reader);
    payloads.push(...found.payloads);
    startsUnit ??= found.startsUnit;
  }
  const startOn = last.get('start on');
  const enabled = files.isUsed && startOn !== undefined;
  const account = last.get('setuid')?.value || (isSession ? user : 'root');
  const record = startupRecord({
    mechanism: 'upstart',
    file,
    line: null,
    kind: 'job',
    description: unquote(last.get('description')?.value) || null,
    command: main === undefined ? null : ellipsis(main.value.trim(), MAX_VALUE),
    payloads,
    enabled,
    startMode: enabled ? 'auto' : files.isUsed ? 'demand' : 'disabled',
    account,
    user,
    trigger: startOn?.value ?? null,
    startsUnit,
    properties: {
      ...Object.fromEntries(SHOWN.map((name) => [name, last.get(name)?.value])),
      env:
        files.job.stanzas
          .filter(({ name }) => name === 'env')
          .map(({ value }) => value)
          .join('\n')
          .slice(0, MAX_VALUE) || null,
      manual: last.has('manual') ? 'true' : null,
    },
  });
  const definitions = [
    definition('config', file),
    ...(override === null ? [] : [definition('config', override)]),
  ];
  const image = payloads.find(({ role, path }) => role === 'exec-start' && path !== '');
  return {
    ...record,
    // A job without a process of its own has no image, whatever runs before it.
    image: image === undefined ? null : fileReference(image),
    definitions,
    provenance: [
      {
        path: file.evidencePath ?? file.path,
        locator: { kind: 'line', section: null, key: main?.name ?? null, line: main?.line ?? 1 },
        time: file.stat?.modified ?? null,
      },
    ],
  };
}

/** `manual` takes away every `start on` before it. */
function effective({ job, overridden }: UpstartFiles): Map<string, UpstartStanza> {
  const last = new Map<string, UpstartStanza>();
  for (const stanza of [...job.stanzas, ...(overridden?.stanzas ?? [])]) {
    if (stanza.name === 'manual') last.delete('start on');
    // Of exec and script, the later takes the place of the other.
    if (/exec$/.test(stanza.name)) last.delete(stanza.name.replace(/exec$/, 'script'));
    if (/script$/.test(stanza.name)) last.delete(stanza.name.replace(/script$/, 'exec'));
    last.set(stanza.name, stanza);
  }
  return last;
}

function run(
  stanza: UpstartStanza,
  role: PayloadRole,
  variables: ReadonlyMap<string, string>,
  { files }: StartupReader,
) {
  const from = stanza.name;
  if (!from.endsWith('script')) {
    return shellLine(expandShellVariables(stanza.value, variables), { role, from }, files);
  }
  const place = { files, variables, from, firstLine: stanza.line + 1 };
  const { payloads, startsUnit } = scriptCommands(stanza.value, place);
  // What the lines of a script run is what the stanza runs.
  return {
    payloads: payloads.map((item) => (item.role === 'script' ? { ...item, role } : item)),
    startsUnit,
  };
}

/** Variables that upstart sets, and those of `env NAME=value` stanzas. */
function environment({ file, job, overridden }: UpstartFiles): Map<string, string> {
  const variables = new Map([['UPSTART_JOB', file.name.replace(/\.conf$/, '')]]);
  for (const { name, value } of [...job.stanzas, ...(overridden?.stanzas ?? [])]) {
    const assignment = name === 'env' ? shellAssignment(value) : null;
    if (assignment !== null) variables.set(assignment.name, assignment.value);
  }
  return variables;
}

function unquote(value: string | undefined): string {
  return (value ?? '').replace(/^"(.*)"$/s, '$1');
}
