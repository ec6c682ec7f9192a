import { describe, expect, it } from 'vitest';
import { NO_AUDIT } from '../../../main/evidence/audit.ts';
import type { HostProcess } from '../../../main/evidence/live-processes.ts';
import { memoryEvidence } from '../../../main/evidence/memory-evidence.ts';
import { unitStates } from '../../../main/formats/systemctl-show/unit-state.ts';
import { type HostReaders, readRunning, runningServices } from '../../../main/sources/linux/running.ts';
import type { Root } from '../../../main/sources/root.ts';
import { unitProcessSchema } from '../../../shared/model/systemd-detail.ts';
import { fail, ok } from '../../../shared/result.ts';

const ROOT: Root = {
  layout: 'linux-volume',
  platform: 'linux',
  base: '',
  configFolder: null,
  systemFolder: null,
  folders: [],
  filesComplete: true,
  reason: '',
};
const evidence = memoryEvidence({ '/etc/passwd': 'root:x:0:0::/root:/bin/sh\nweb:x:33:33::/:/bin/false\n' });
const context = { evidence, root: ROOT, audit: NO_AUDIT };

function one(pid: number, cgroup: string | null, more: Partial<HostProcess> = {}): HostProcess {
  return {
    pid,
    parentPid: 1,
    comm: `p${pid}`,
    state: 'S',
    kernelThread: false,
    started: `2026-11-24T07:50:${String(pid % 60).padStart(2, '0')}Z`,
    uid: 0,
    tracerPid: null,
    cgroup,
    commandLine: [`/bin/p${pid}`],
    commandLineTruncated: false,
    executable: { path: `/bin/p${pid}`, deleted: false, identity: `file ${pid}` },
    unreadable: [],
    ...more,
  };
}

interface Host {
  readonly list: readonly HostProcess[];
  readonly show?: string;
  readonly showsAll?: boolean;
  readonly asRoot?: boolean;
  readonly hash?: HostReaders['hash'];
}

function read({ list, show, showsAll = true, asRoot = true, hash = (pid) => ok(`hash ${pid}`) }: Host) {
  return readRunning(context, {
    processes: () => ok({ processes: list, gone: 0, truncated: false, showsAll, asRoot }),
    states: () =>
      show === undefined
        ? fail({ code: 'absent', reason: '/usr/bin/systemctl: not there' })
        : ok(unitStates(show)),
    hash,
  });
}

const SSH = '/system.slice/ssh.service';
const USER = '/user.slice/user-1000.slice/user@1000.service';

describe('readRunning', () => {
  it('joins processes to units by control group and states to both', () => {
    const { units, orphans, gaps, counts } = read({
      list: [
        one(1, '/init.scope'),
        one(2, '/', { kernelThread: true, executable: null, parentPid: 0 }),
        one(811, SSH, { parentPid: 812, uid: 33, commandLine: ['sshd: x'] }),
        one(812, SSH),
        one(900, `${USER}/app.slice/x.service`, { uid: 1000 }),
        one(950, '/'),
        one(951, null),
      ],
      show: 'Id=ssh.service\nActiveState=active\nSubState=running\nMainPID=812\nNeedDaemonReload=yes\n\nId=cron.service\nActiveState=failed\nSubState=failed\n',
    });
    expect([...units.keys()]).toEqual(['system:ssh.service', 'system:cron.service', 'user(1000):x.service']);
    const ssh = units.get('system:ssh.service');
    expect(ssh).toMatchObject({ activeState: 'active', subState: 'running', needDaemonReload: true });
    expect(ssh?.processes).toEqual([
      {
        pid: 812,
        parentPid: 1,
        executable: '/bin/p812',
        executableDeleted: false,
        sha256: 'hash 812',
        commandLine: ['/bin/p812'],
        user: 'root',
        started: '2026-11-24T07:50:32Z',
        main: true,
      },
      expect.objectContaining({ pid: 811, parentPid: 812, user: 'web', main: false }),
    ]);
    for (const process of ssh?.processes ?? []) expect(unitProcessSchema.parse(process)).toEqual(process);
    expect(units.get('system:cron.service')).toMatchObject({ activeState: 'failed', processes: [] });
    expect(units.get('user(1000):x.service')?.processes).toMatchObject([
      { pid: 900, user: '1000', main: true },
    ]);
    expect(orphans.map(({ pid, cgroup }) => [pid, cgroup])).toEqual([
      [1, '/init.scope'],
      [950, '/'],
      [951, null],
    ]);
    expect(gaps).toEqual(['unit states of the managers of users were not asked: user(1000)']);
    expect(counts).toMatchObject({
      processes: 7,
      kernelThreads: 1,
      units: 3,
      unitsWithProcesses: 2,
      processesOfUnits: 3,
      processesOfNoUnit: 3,
      unreadable: 0,
    });
  });

  it('finds the main process without systemctl, and names that gap', () => {
    const { units, gaps } = read({
      list: [one(20, SSH, { parentPid: 10 }), one(10, SSH), one(30, SSH, { parentPid: 20 })],
    });
    expect(units.get('system:ssh.service')?.processes.map(({ pid, main }) => [pid, main])).toEqual([
      [10, true],
      [20, false],
      [30, false],
    ]);
    expect(gaps).toEqual(['unit states were not asked of systemd: /usr/bin/systemctl: not there']);
  });

  it('takes the oldest of several that the manager started, and none of two equally old', () => {
    const main = (list: HostProcess[]) =>
      read({ list })
        .units.get('system:ssh.service')
        ?.processes.find((process) => process.main)?.pid;
    expect(main([one(20, SSH), one(10, SSH)])).toBe(10);
    const started = '2026-11-24T07:50:00Z';
    expect(main([one(20, SSH, { started }), one(10, SSH, { started })])).toBeUndefined();
    expect(main([one(20, SSH, { started: null }), one(10, SSH, { started })])).toBe(10);
  });

  it('hashes each program once and tries another process when one is gone', () => {
    const shared = { path: '/bin/x', deleted: true, identity: 'same' };
    const asked: number[] = [];
    const { units, counts } = read({
      list: [1, 2, 3].map((pid) => one(pid, SSH, { executable: shared })),
      hash: (pid) => {
        asked.push(pid);
        return pid === 1 ? fail({ gone: true, denied: false, reason: 'ESRCH' }) : ok('h');
      },
    });
    expect(asked).toEqual([1, 2]);
    expect(units.get('system:ssh.service')?.processes.map(({ sha256 }) => sha256)).toEqual(['h', 'h', 'h']);
    expect(counts).toMatchObject({ hashedExecutables: 1, deletedExecutables: 3 });
  });

  it('names what needs root when it is not run as root', () => {
    const denied = [{ what: 'exe', denied: true, reason: 'permission denied (EACCES)' }];
    const host = {
      show: 'Id=a.service\n',
      list: [one(7, SSH, { executable: null, unreadable: denied }), one(8, SSH)],
      hash: () => fail({ gone: false, denied: true, reason: 'permission denied (EACCES)' }),
    };
    expect(read({ ...host, asRoot: false, showsAll: false }).gaps).toEqual([
      "other users' processes are hidden from us (/proc without process 1, mount option hidepid): run as root to see them",
      'the executable of one process could not be read (permission denied (EACCES)): 7 p7; run as root to see it',
      'running programs that were not hashed: /bin/p8 (permission denied (EACCES)); run as root to hash them',
    ]);
    expect(read(host).gaps).toEqual([
      'the executable of one process could not be read (permission denied (EACCES)): 7 p7',
      'running programs that were not hashed: /bin/p8 (permission denied (EACCES))',
    ]);
  });

  it('says so when there is no list at all', () => {
    const found = readRunning(context, {
      processes: () => fail('/proc cannot be read: not found'),
      states: () => ok(unitStates('Id=a.service\n')),
      hash: () => ok(''),
    });
    expect(found.gaps).toEqual(['what runs was not looked at: /proc cannot be read: not found']);
    expect([...found.units.keys()]).toEqual(['system:a.service']);
  });
});

describe('runningServices', () => {
  it('looks at nothing unless the evidence is the running Linux host', () => {
    const found = runningServices(context);
    expect(found).toMatchObject({ orphans: [], gaps: [], counts: {} });
    expect(found.units.size).toBe(0);
    const live = memoryEvidence({}, { kind: 'live' });
    const mac = { evidence: live, root: { ...ROOT, platform: 'macos' as const }, audit: NO_AUDIT };
    expect(runningServices(mac).counts).toEqual({});
  });
});
