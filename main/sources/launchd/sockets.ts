import type { PlistDict } from '../../formats/plist/plist-value.ts';
import { dictionaries, dictionary, text } from './dictionary.ts';

/** launchd.plist(5), Sockets: each name with each of its addresses, `Listeners tcp *:8080`, `Control unix /var/run/x`. */
export function socketsOf(dict: PlistDict): string[] {
  return [...dictionary(dict, 'Sockets')].flatMap(([name, value]) => {
    const addresses = dictionaries(value).map(addressOf);
    return addresses.length === 0 ? [name] : addresses.map((address) => `${name} ${address}`);
  });
}

function addressOf(socket: PlistDict): string {
  const path = text(socket, 'SockPathName');
  if (path !== null) return `unix ${path}`;
  const secure = text(socket, 'SecureSocketWithKey');
  if (secure !== null) return `unix $${secure}`;
  const protocol = text(socket, 'SockProtocol') ?? (text(socket, 'SockType') === 'dgram' ? 'UDP' : 'TCP');
  const service = socket.get('SockServiceName');
  const port = typeof service === 'string' || typeof service === 'number' ? String(service) : '?';
  const passive = socket.get('SockPassive') !== false;
  return `${protocol.toLowerCase()}${passive ? '' : ' connect'} ${text(socket, 'SockNodeName') ?? '*'}:${port}`;
}

/** LaunchEvents: `stream:event` for each event of each stream. */
export function launchEventsOf(dict: PlistDict): string[] {
  return [...dictionary(dict, 'LaunchEvents')].flatMap(([stream, events]) => {
    const names = dictionaries(events).flatMap((one) => [...one.keys()]);
    return names.length === 0 ? [stream] : names.map((name) => `${stream}:${name}`);
  });
}
