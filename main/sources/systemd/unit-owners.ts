import type { Evidence } from '../../evidence/evidence.ts';
import type { Root } from '../root.ts';
import { readAccounts } from '../unix/accounts.ts';
import type { ManagerOwner } from './manager.ts';
import type { UnitFolders } from './unit-folders.ts';

const NOBODY = { uid: null, gid: null, home: null, shell: null } as const;

export const SYSTEM_OWNER: ManagerOwner = {
  scope: 'system',
  user: null,
  idPrefix: 'system:',
  ...NOBODY,
  home: '/root',
};
/** What every user's manager loads. */
export const GLOBAL_OWNER: ManagerOwner = { scope: 'user', user: null, idPrefix: 'user:', ...NOBODY };

const SKELETON = '/etc/skel';
const HOME_FOLDER = /^(\/(?:home\/([^/]+)|(root)|etc\/skel))\/\.(?:config|local\/share)\/systemd(?:\/|$)/;
const RUNTIME_FOLDER = /^\/run\/user\/(\d+)(?:\/|$)/;

/**
 * Everybody who may have units of their own: accounts, folders of /home without one, runtime folders of ids without one, root, and
 * /etc/skel, which is copied into every new home. A home that several accounts share is the first one's.
 */
export function userOwners(evidence: Evidence, root: Root, store: UnitFolders): ManagerOwner[] {
  const owners: ManagerOwner[] = [];
  const homes = new Set<string>();
  const ids = new Set<number>();
  const add = (owner: ManagerOwner): void => {
    if (owner.uid !== null) ids.add(owner.uid);
    if (owner.home !== null && homes.has(owner.home)) return;
    if (owner.home !== null) homes.add(owner.home);
    owners.push(owner);
  };
  for (const { name, uid, gid, home, shell } of readAccounts(evidence).users) {
    const path = home.replace(/(?<=.)\/+$/, '');
    if (!path.startsWith('/') || path === SKELETON) continue;
    add(
      account(name, {
        uid: uid < 0 ? null : uid,
        gid: gid < 0 ? null : gid,
        home: path,
        shell: shell || null,
      }),
    );
  }
  add(account('root', { uid: 0, gid: 0, home: '/root', shell: null }));
  add({ scope: 'user', user: null, idPrefix: `user(${SKELETON}):`, ...NOBODY, home: SKELETON });
  for (const { standsFor } of root.layout === 'linux-units' ? root.folders : []) {
    const inHome = HOME_FOLDER.exec(standsFor);
    const name = inHome?.[2] ?? inHome?.[3];
    if (inHome !== null && name !== undefined) add(account(name, { ...NOBODY, home: inHome[1] ?? null }));
    const uid = Number(RUNTIME_FOLDER.exec(standsFor)?.[1] ?? '-1');
    if (uid >= 0 && !ids.has(uid)) add(account(String(uid), { ...NOBODY, uid }));
  }
  for (const listed of store.folders('/run/user')) {
    for (const { name, kind } of listed.entries) {
      if (kind !== 'directory' || !/^\d{1,10}$/.test(name) || ids.has(Number(name))) continue;
      add(account(name, { ...NOBODY, uid: Number(name) }));
    }
  }
  return owners;
}

function account(user: string, places: Pick<ManagerOwner, 'uid' | 'gid' | 'home' | 'shell'>): ManagerOwner {
  return { scope: 'user', user, idPrefix: `user(${user}):`, ...places };
}
