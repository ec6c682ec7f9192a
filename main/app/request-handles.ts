import type { Channel, RequestOf } from '../../shared/ipc/contract.ts';

type Finder<C extends Channel> = (request: RequestOf<C>) => readonly (string | null)[];

/** Which fields of a request are handles. A channel that is not named here has none. */
const FINDERS: { readonly [C in Channel]?: Finder<C> } = {
  'scan:start': ({ target, baseline }) => [target === 'live' ? null : target, baseline],
  'scan:keep': ({ folder }) => [folder],
  'case:open': ({ handle }) => [handle],
  'case:save': ({ handle }) => [handle],
  'case:compare': ({ handle }) => [handle],
  'report:export': ({ folder }) => [folder],
};

export function handlesOf<C extends Channel>(channel: C, request: RequestOf<C>): string[] {
  const find = FINDERS[channel] as Finder<C> | undefined;
  return (find?.(request) ?? []).filter((handle) => handle !== null);
}
