import type { ServiceMeaning } from './log-event.ts';
import { serviceCommands } from './service-command.ts';

/**
 * What sudo and polkit log of commands on services: `bob : TTY=pts/0 ; PWD=/home/bob ; USER=root ; COMMAND=/usr/bin/systemctl enable x`
 * (sudoers(5), "LOG FORMAT"; before TTY the reason of a refusal) and `Operator of … authenticated as … for action
 * org.freedesktop.systemd1.manage-units … [systemctl stop x] (owned by unix-user:bob)`. One meaning a service; empty for other lines.
 */
export function commandMeanings(program: string, message: string): readonly ServiceMeaning[] {
  if (program === 'sudo') return sudoMeanings(message);
  if (program === 'polkitd') return polkitMeanings(message);
  return [];
}

function sudoMeanings(message: string): readonly ServiceMeaning[] {
  const at = message.indexOf('COMMAND=');
  const [, actor, head = ''] = /^\s*([^\s:]{1,256}) : (.*)$/s.exec(message.slice(0, Math.max(at, 0))) ?? [];
  if (at === -1 || actor === undefined) return [];
  const command = message.slice(at + 'COMMAND='.length);
  const settings = head.split(' ; ');
  const setting = (name: string): string | null =>
    settings.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
  const [first = ''] = settings;
  const refusal = /^(?:TTY|PWD|USER|GROUP|HOST|CHROOT|TSID|ENV)=/.test(first) || first === '' ? null : first;
  const fields = {
    command,
    runAs: setting('USER'),
    tty: setting('TTY'),
    directory: setting('PWD'),
    refusal,
  };
  return meanings(command, actor, fields, refusal !== null);
}

function polkitMeanings(message: string): readonly ServiceMeaning[] {
  if (!message.includes('org.freedesktop.systemd1.')) return [];
  const [, command] = /\[([^[\]]{1,4096})\]/.exec(message) ?? [];
  const [, actor = null] = /\(owned by unix-user:([^)]{1,256})\)/.exec(message) ?? [];
  if (command === undefined) return [];
  const refused = message.includes('FAILED to authenticate');
  return meanings(command, actor, { command }, refused);
}

function meanings(
  command: string,
  actor: string | null,
  fields: NonNullable<ServiceMeaning['fields']>,
  refused: boolean,
): readonly ServiceMeaning[] {
  return serviceCommands(command).flatMap(({ services, action, verb }) =>
    (services.length === 0 ? [null] : services).map((service) => ({
      action: refused ? 'failed' : action,
      operation: `${refused ? 'refused' : 'command'}-${verb}`,
      service,
      actor,
      fields,
    })),
  );
}
