import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { exactTime, words } from '../../ui/format.ts';
import type { Fact } from './fact-table.tsx';

const ENABLED = new Map([
  [true, 'would be started'],
  [false, 'would not be started'],
]);

/** What every service has, on every system. */
export function serviceFacts(service: ServiceRecord): Fact[] {
  const facts: Fact[] = [];
  const add = (name: string, value: string | null | undefined, more: Omit<Fact, 'name' | 'value'> = {}) => {
    if (value != null && value !== '') facts.push({ name, value, ...more });
  };
  add('Command', service.command, { copy: true });
  add('Program', service.image?.path, {
    copy: true,
    ...(service.image !== null && { decoded: words(service.image.state) }),
  });
  add('SHA-256', service.image?.sha256, { copy: true });
  const enabled = service.enabled === null ? undefined : ENABLED.get(service.enabled);
  add('Start', service.startMode, enabled === undefined ? {} : { decoded: enabled });
  add('Account', service.account);
  add('Last changed', exactTime(service.lastChanged));
  add('State', service.state);
  add('Id', service.id, { copy: true });
  return facts;
}
