import { lookup } from '../../../shared/lookup.ts';
import { MAX_NAMED_SERVICES } from './limits.ts';
import type { ServiceCommand } from './quoted-command.ts';
import { unitFileCommand } from './unit-file-command.ts';

/** Of systemctl(1): what only looks. */
const LOOKING =
  /^(?:status|show|cat|help|is-\S+|list-\S+|get-default|show-environment|whoami|log-level|service-log-level)$/;
/** What changes configuration; what starts or stops is a wish of which the service's own record tells the result. */
const CHANGING =
  /^(?:enable|disable|reenable|preset|preset-all|mask|unmask|link|revert|edit|add-wants|add-requires|set-property|set-default|defaults|add|del|delete|remove|on|off|reset|load|unload|bootstrap|bootout|submit)$/;
const UNIT = /\.(?:service|socket|timer|path|target|mount|automount|swap|slice|scope|device)$/;
/** Words that one command is searched through for tools: `sh -c 'systemctl …'`, `env A=b systemctl …`. */
const MAX_WORDS = 256;
/** Commands of one line that are told. */
const MAX_COMMANDS = 16;
const SEPARATOR = /^(?:&&|\|\||[;|&])$/;

/**
 * The commands on services, and on files of units, in a command line as sudo or audit quote it (arguments joined by blanks, no quotes kept), in order; those that only
 * look are left out.
 */
export function serviceCommands(command: string): readonly ServiceCommand[] {
  const words = command
    .slice(0, 8_192)
    .replaceAll(/;|&&|\|+/g, ' $& ')
    .split(/\s+/, MAX_WORDS)
    .map((word) => word.replace(/^["']+|["']+$/g, ''))
    .filter((word) => word !== '');
  const commands: ServiceCommand[] = [];
  for (let from = 0; from < words.length && commands.length < MAX_COMMANDS; ) {
    const length = words.slice(from).findIndex((word) => SEPARATOR.test(word));
    const end = length === -1 ? words.length : from + length;
    const one = commandOf(words.slice(from, end));
    if (one !== null) commands.push(one);
    from = end + 1;
  }
  return commands;
}

/** Of words without a separator. */
function commandOf(words: readonly string[]): ServiceCommand | null {
  for (const [index, word] of words.entries()) {
    const script = /^\/etc\/(?:rc\.d\/)?init\.d\/([^/]+)$/.exec(word)?.[1];
    if (script !== undefined && found('init.d', words[index + 1], []) !== null) {
      return found('init.d', words[index + 1], [unitName(script)]);
    }
    const tool = word.slice(word.lastIndexOf('/') + 1);
    const read = lookup(TOOLS, tool);
    if (read !== undefined) return read(tool, words.slice(index + 1));
  }
  return unitFileCommand(words);
}

type ReadTool = (tool: string, words: readonly string[]) => ServiceCommand | null;

/** `service NAME VERB`. */
const nameFirst: ReadTool = (tool, words) => {
  const [name, verb] = plain(words);
  return name === undefined ? null : found(tool, verb, [unitName(name)]);
};

/** `rc-update VERB NAME…`, `initctl VERB NAME`. */
const verbFirst: ReadTool = (tool, words) => {
  const [verb, name] = plain(words);
  return found(tool, verb, name === undefined ? [] : [unitName(name)]);
};

const TOOLS: Readonly<Record<string, ReadTool>> = {
  systemctl: (tool, words) => {
    const [verb, ...units] = plain(
      words,
      /^(?:-[HMtpsno]|--(?:host|machine|root|type|property|signal|lines))$/,
    );
    // set-property takes one unit and then assignments.
    const named = verb === 'set-property' ? units.slice(0, 1) : units;
    return found(tool, verb, named.map(unitName));
  },
  service: nameFirst,
  'invoke-rc.d': nameFirst,
  'rc-service': nameFirst,
  'update-rc.d': nameFirst,
  chkconfig: (tool, words) => {
    const option = words.find((word) => word === '--add' || word === '--del');
    const [name, state] = plain(words, /^--level$/);
    if (name === undefined) return null;
    return found(tool, option?.slice(2) ?? state, [unitName(name)]);
  },
  'rc-update': verbFirst,
  initctl: verbFirst,
  // The unit that it makes; without a name of its own it has one only in the log of its start.
  'systemd-run': (tool, words) => {
    const end = words.findIndex((word, at) => !word.startsWith('-') && !RUN_VALUES.test(words[at - 1] ?? ''));
    if (end === -1) return null;
    const nested = commandOf(words.slice(end));
    if (nested !== null) return nested;
    const options = words.slice(0, end);
    if (options.some((word) => /^--(?:help|version)$/.test(word))) return null;
    const at = options.findIndex((word) => word === '-u' || word === '--unit');
    const joined = options.find((word) => word.startsWith('--unit='))?.slice('--unit='.length);
    const name = joined ?? (at === -1 ? undefined : options[at + 1]);
    return found(tool, 'run', name === undefined ? [] : [unitName(name)]);
  },
  journalctl: (tool, words) => {
    const done = words.map((word) => JOURNALCTL.exec(word)).filter((match) => match !== null);
    // Taking entries away says more than closing a file before it.
    const verb = done.find((match) => match[1] !== undefined)?.[1] ?? done[0]?.[2];
    return found(tool, verb, ['systemd-journald.service']);
  },
  launchctl: (tool, words) => {
    const [verb, ...targets] = plain(words, /^(?:-[SDslpo])$/);
    const jobs = targets.filter((target) => !/^(?:system|(?:gui|user|login|pid)\/\d+)$/.test(target));
    return found(tool, verb, jobs.map(jobName), LAUNCHCTL_VERBS);
  },
};

/** journalctl(1): what takes entries away, or closes files before it. */
const JOURNALCTL = /^--(vacuum)-(?:size|time|files)(?:=|$)|^--(rotate|flush|relinquish-var|sync)$/;
/** systemd-run(1): options whose value is the next word. */
const RUN_VALUES =
  /^(?:-[uMpHECd]|--(?:unit|property|description|slice|uid|gid|nice|working-directory|setenv|machine|host|service-type|on-active|on-boot|on-startup|on-unit-active|on-unit-inactive|on-calendar|path-property|socket-property|timer-property|background|json))$/;

const LAUNCHCTL_VERBS =
  /^(?:bootstrap|bootout|enable|disable|kickstart|kill|load|unload|start|stop|remove|submit|asuser|attach|setenv|unsetenv)$/;

function found(
  tool: string,
  verb: string | undefined,
  services: readonly string[],
  verbs = /^[a-z][a-z-]*$/,
): ServiceCommand | null {
  if (verb === undefined || !verbs.test(verb) || LOOKING.test(verb)) return null;
  const action = CHANGING.test(verb) ? 'changed' : 'other';
  return { tool, verb, services: services.slice(0, MAX_NAMED_SERVICES), action };
}

/** Words without options; `withValue` names the options whose value is the next word. */
function plain(words: readonly string[], withValue = /^$/): string[] {
  const kept: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (withValue.test(word)) at += 1;
    else if (!word.startsWith('-')) kept.push(word);
  }
  return kept;
}

/** systemctl(1): a name without suffix is a service; a path stands for the unit file at its end. */
export function unitName(name: string): string {
  const base = name.slice(name.lastIndexOf('/') + 1);
  return UNIT.test(base) ? base : `${base}.service`;
}

/** `gui/501/com.example.x`, `/Library/LaunchDaemons/com.example.x.plist` → `com.example.x`. */
export function jobName(target: string): string {
  return target.slice(target.lastIndexOf('/') + 1).replace(/\.plist$/, '');
}
