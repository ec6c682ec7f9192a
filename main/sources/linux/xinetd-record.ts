import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import type { InetdEntry } from '../../formats/xinetd/parse-inetd.ts';
import type { XinetdSection } from '../../formats/xinetd/parse-xinetd.ts';
import { commandPayloads } from '../unix/command-payloads.ts';
import type { StartupFile, StartupReader } from './startup-reader.ts';
import { startupRecord } from './startup-record.ts';

/** Record of a service of xinetd; `defaults` may name it among `enabled` or `disabled` (xinetd.conf(5)). */
export function xinetdRecord(
  file: StartupFile,
  section: XinetdSection,
  defaults: readonly XinetdSection[],
  reader: StartupReader,
): ServiceRecord {
  const { attributes, service } = section;
  const value = (name: string): string | null => attributes.get(name) || null;
  const names = [value('id') ?? service ?? '', service ?? ''];
  const listed = (name: string): boolean =>
    defaults.some(({ attributes: all }) =>
      (all.get(name) ?? '').split(/\s+/).some((word) => word !== '' && names.includes(word)),
    );
  const hasList = defaults.some(({ attributes: all }) => all.has('enabled'));
  const enabled =
    !/^yes$/i.test(value('disable') ?? 'no') && !listed('disabled') && (!hasList || listed('enabled'));
  const server = value('server');
  const argv = server === null ? [] : [server, ...words(value('server_args'))];
  const port = value('port') ?? service;
  return startupRecord({
    mechanism: 'xinetd',
    file,
    line: section.serverLine,
    key: 'server',
    name: service ?? file.name,
    kind: 'job',
    command: server === null ? null : argv.join(' '),
    payloads: commandPayloads(argv, { role: 'image', from: 'server' }, reader.files),
    enabled,
    startMode: enabled ? 'demand' : 'disabled',
    account: value('user') ?? 'root',
    user: value('user'),
    trigger: `${value('protocol') ?? value('socket_type') ?? 'port'} ${port}`,
    properties: Object.fromEntries([...attributes].slice(0, 64)),
  });
}

/** Record of a line of inetd.conf. tcpd(8) is a wrapper: the program is its argument. */
export function inetdRecord(file: StartupFile, entry: InetdEntry, reader: StartupReader): ServiceRecord {
  const { service, socketType, protocol, wait, user, program, line } = entry;
  const isInternal = program === 'internal';
  const rest = entry.words.slice(1);
  const options = { role: 'image', from: 'program' } as const;
  const payloads = isInternal ? [] : commandPayloads([program, ...rest], options, reader.files);
  const wrapped = program.endsWith('/tcpd') ? entry.words[0] : undefined;
  if (wrapped !== undefined) {
    payloads.push(
      ...commandPayloads([wrapped, ...rest], { role: 'hosted-program', from: 'tcpd' }, reader.files),
    );
  }
  return startupRecord({
    mechanism: 'inetd',
    file,
    line,
    key: service,
    kind: 'job',
    command: [program, ...entry.words].join(' '),
    payloads,
    enabled: true,
    startMode: 'demand',
    account: user,
    user,
    trigger: `${protocol} ${service}`,
    properties: { SocketType: socketType, Wait: wait },
  });
}

function words(value: string | null): string[] {
  return (value ?? '').split(/\s+/).filter((word) => word !== '');
}
