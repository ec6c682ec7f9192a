import { describe, expect, it } from 'vitest';
import type { SourceItem } from '../../main/sources/source.ts';
import { collectTree, recordsOf, systemUnit, VOLUME } from './systemd/unit-tree.ts';

const LIB = '/usr/lib/systemd/system';
const ETC = '/etc/systemd/system';
const service = (lines: string): string => `[Service]\n${lines}\n`;

function unit(lines: string, more: Parameters<typeof collectTree>[0] = {}) {
  return systemUnit(collectTree({ [`${ETC}/x.service`]: service(lines), ...more }), 'x.service');
}

function roles(lines: string, more: Parameters<typeof collectTree>[0] = {}): string[] {
  return unit(lines, more).payloads.map(({ role, path, raw }) => `${role} ${path || raw}`);
}

function diagnostics(items: readonly SourceItem[]) {
  return items.filter((item) => item.type === 'diagnostic');
}

describe('the record of a unit', () => {
  it('says what runs, as whom, from which file and line, and when it was changed', () => {
    const items = collectTree({
      [`${LIB}/cron.service`]: {
        content:
          '[Unit]\nDescription=Cron of %n\n[Service]\nExecStart=-/usr/sbin/cron -f $OPTS\nUser=daemon\n',
        modified: '2026-01-02T03:04:05.000000000Z',
      },
      [`${ETC}/cron.service.d/x.conf`]: {
        content: '[Service]\nUser=\nUser=mail\n',
        modified: '2026-02-02T03:04:05.000000000Z',
      },
      '/usr/sbin/cron': 'ELF',
    });
    const record = systemUnit(items, 'cron.service');
    expect(record).toMatchObject({
      id: 'linux:systemd:system:cron.service',
      kind: 'service',
      description: 'Cron of cron.service',
      command: '-/usr/sbin/cron -f $OPTS',
      image: { path: '/usr/sbin/cron', evidencePath: '/usr/sbin/cron', state: 'found', exists: true },
      account: 'mail',
      startMode: 'demand',
      enabled: false,
      lastChanged: '2026-02-02T03:04:05.000000000Z',
    });
    expect(record.definitions).toEqual([
      { role: 'unit', path: `${LIB}/cron.service`, evidencePath: `${LIB}/cron.service` },
      { role: 'drop-in', path: `${ETC}/cron.service.d/x.conf`, evidencePath: `${ETC}/cron.service.d/x.conf` },
    ]);
    expect(record.provenance[0]).toEqual({
      path: `${LIB}/cron.service`,
      locator: { kind: 'line', section: 'Service', key: 'ExecStart', line: 4 },
      time: '2026-01-02T03:04:05.000000000Z',
    });
    expect(record.systemd.sections.Service?.User).toEqual([
      { value: 'mail', path: `${ETC}/cron.service.d/x.conf`, line: 3 },
    ]);
    expect(record.systemd.replaced).toContainEqual({
      section: 'Service',
      key: 'User',
      value: 'daemon',
      path: `${LIB}/cron.service`,
      line: 5,
      by: `${ETC}/cron.service.d/x.conf`,
    });
  });

  it('names every program, script, piece of code, environment file and preloaded library', () => {
    const found = roles(
      [
        'EnvironmentFile=/etc/x.env',
        'EnvironmentFile=-/etc/absent.env',
        'Environment=LD_PRELOAD=/opt/evil.so:/opt/two.so DIR=/opt/tools',
        'ExecCondition=/usr/bin/test -d /run',
        'ExecStartPre=/bin/sh -c "/opt/pre --now"',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: systemd's own notation
        'ExecStart=/usr/bin/python3 ${DIR}/run.py $MODE',
        'ExecStopPost=+/opt/stop',
      ].join('\n'),
      {
        '/etc/x.env': 'MODE=fast\nLD_AUDIT=/opt/audit.so\n',
        '/opt/tools/run.py': 'x',
        '/opt/pre': 'x',
        '/usr/bin/python3': 'x',
      },
    );
    expect(found).toEqual([
      'exec-condition /usr/bin/test',
      'exec-start-pre /bin/sh',
      'hosted-program /opt/pre',
      'inline-code /opt/pre --now',
      'exec-start /usr/bin/python3',
      'hosted-program /opt/tools/run.py',
      'script-code x',
      'exec-stop-post /opt/stop',
      'environment-file /etc/x.env',
      'preload-library /opt/evil.so',
      'preload-library /opt/two.so',
      'preload-library /opt/audit.so',
    ]);
  });

  it('expands specifiers where the root tells their value, and leaves open what it does not', () => {
    const more = { '/etc/hostname': 'web1.example\n' };
    expect(roles('ExecStart=/opt/%H/%p %n', more)).toEqual(['exec-start /opt/web1.example/x']);
    const open = unit('ExecStart=/opt/%b/run').payloads[0];
    expect(open).toMatchObject({ path: '/opt/%b/run', state: 'not-in-evidence', exists: null });
    const template = systemUnit(
      collectTree({ [`${ETC}/t@.service`]: service('ExecStart=/opt/%i') }),
      't@.service',
    );
    expect(template.payloads[0]).toMatchObject({ path: '/opt/%i', state: 'not-in-evidence' });
  });

  it('finds programs below RootDirectory=, by ExecSearchPath=, and knows who DynamicUser= is', () => {
    expect(roles('RootDirectory=/srv/jail\nExecStart=/bin/x')).toEqual(['exec-start /srv/jail/bin/x']);
    const more = { '/opt/bin/tool': 'x' };
    expect(roles('ExecSearchPath=/opt/bin\nExecStart=tool', more)).toEqual(['exec-start /opt/bin/tool']);
    expect(unit('DynamicUser=yes\nExecStart=/bin/x').account).toBe('x');
    expect(unit('User=33\nExecStart=/bin/x', { '/etc/passwd': 'www:x:33:33::/:/bin/sh' }).account).toBe(
      'www',
    );
    expect(unit('ExecStart=/bin/x').account).toBe('root');
  });

  it('of a masked unit is disabled and runs nothing', () => {
    const items = collectTree({
      [`${LIB}/a.service`]: service('ExecStart=/bin/a'),
      [`${ETC}/a.service`]: { link: '/dev/null' },
      [`${ETC}/multi-user.target.wants/a.service`]: { link: `${LIB}/a.service` },
    });
    expect(systemUnit(items, 'a.service')).toMatchObject({
      startMode: 'disabled',
      enabled: false,
      payloads: [],
      systemd: {
        unitFileState: 'masked',
        maskedBy: `${ETC}/a.service`,
        fragmentPath: null,
        shadowed: [`${LIB}/a.service`],
        sections: {},
      },
    });
  });

  it('exists for a unit of drop-ins only and for one that only links name', () => {
    const items = collectTree({
      [`${ETC}/ghost.service.d/x.conf`]: service('ExecStart=/bin/ghost'),
      [`${ETC}/multi-user.target.wants/gone.service`]: { link: `${LIB}/gone.service` },
      [`${ETC}/pre-.service.d/x.conf`]: service('ExecStart=/bin/pre'),
    });
    const ghost = systemUnit(items, 'ghost.service');
    expect(ghost.systemd).toMatchObject({ fragmentPath: null, unitFileState: null, sections: {} });
    expect(ghost.definitions).toHaveLength(1);
    const gone = systemUnit(items, 'gone.service');
    expect(gone).toMatchObject({ enabled: false, systemd: { fragmentPath: null } });
    expect(gone.systemd.enabledBy).toEqual([
      { path: `${ETC}/multi-user.target.wants/gone.service`, kind: 'wants', unit: 'multi-user.target' },
    ]);
    expect(systemUnit(items, 'pre-.service').definitions).toHaveLength(1);
  });

  it('does not list a unit twice where /lib is a link to /usr/lib', () => {
    const items = collectTree({
      '/lib': { link: 'usr/lib' },
      [`${LIB}/a.service`]: service('ExecStart=/bin/a'),
      [`${ETC}/multi-user.target.wants/a.service`]: { link: '/lib/systemd/system/a.service' },
      [`${ETC}/b.service`]: { link: '/lib/systemd/system/a.service' },
    });
    expect(systemUnit(items, 'a.service').systemd).toMatchObject({
      fragmentPath: `${LIB}/a.service`,
      searchFolder: LIB,
      shadowed: [],
      aliases: ['b.service'],
    });
    expect(recordsOf(items).size).toBe(1);
  });

  it('follows a drop-in folder that is a link (systemd does so since it follows links to folders)', () => {
    const items = collectTree({
      [`${ETC}/a.service`]: service('ExecStart=/bin/a'),
      [`${ETC}/a.service.d`]: { link: '/opt/d' },
      '/opt/d/x.conf': service('User=mail'),
    });
    expect(systemUnit(items, 'a.service').account).toBe('mail');
  });
});

describe('what starts a unit', () => {
  const BOOT = {
    [`${LIB}/multi-user.target`]: '[Unit]\nWants=pulled.service\n',
    [`${LIB}/pulled.service`]: service('ExecStart=/bin/pulled'),
    [`${ETC}/pulled.service.d/x.conf`]: '[Unit]\nWants=hidden@YWJj.service\n',
    [`${LIB}/hidden@.service`]: service('ExecStart=/bin/hidden %i'),
    [`${LIB}/tick.timer`]: '[Timer]\nUnit=job.service\nPersistent=yes\n',
    [`${LIB}/job.service`]: '[Unit]\nOnFailure=mailer.service\n[Service]\nExecStart=/bin/job\n',
    [`${LIB}/mailer.service`]: service('ExecStart=/bin/mailer'),
    [`${ETC}/timers.target.wants/tick.timer`]: { link: `${LIB}/tick.timer` },
    [`${LIB}/web.socket`]: '[Socket]\nListenStream=80\nAccept=yes\n',
    [`${LIB}/web@.service`]: service('ExecStart=/bin/web'),
    [`${ETC}/sockets.target.wants/web.socket`]: { link: `${LIB}/web.socket` },
    [`${LIB}/idle.timer`]: '[Timer]\nOnCalendar=daily\n',
    [`${LIB}/idle.service`]: service('ExecStart=/bin/idle'),
    [`${LIB}/initrd.target.wants/early.service`]: { link: '../early.service' },
    [`${LIB}/early.service`]: service('ExecStart=/bin/early'),
    '/var/lib/systemd/timers/stamp-tick.timer': { content: '', modified: '2026-03-03T00:00:00.000000000Z' },
  };

  it('is followed through settings, timers, sockets and instances', () => {
    const records = recordsOf(collectTree(BOOT));
    const enabled = (name: string) => records.get(`linux:systemd:system:${name}`)?.enabled;
    for (const name of [
      'pulled.service',
      'hidden@YWJj.service',
      'hidden@.service',
      'tick.timer',
      'job.service',
    ]) {
      expect(enabled(name), name).toBe(true);
    }
    for (const name of ['web.socket', 'web@.service']) expect(enabled(name), name).toBe(true);
    for (const name of ['idle.timer', 'idle.service', 'mailer.service', 'early.service']) {
      expect(enabled(name), name).toBe(false);
    }
  });

  it('was linked when the link says, whatever the time of the unit', () => {
    const items = collectTree({
      [`${LIB}/on.service`]: {
        content: service('ExecStart=/bin/a'),
        modified: '2020-01-01T00:00:00.000000000Z',
      },
      [`${ETC}/multi-user.target.wants/on.service`]: {
        link: `${LIB}/on.service`,
        modified: '2026-05-05T05:05:05.000000000Z',
      },
      [`${ETC}/other.service`]: { link: `${LIB}/on.service`, modified: '2026-06-06T06:06:06.000000000Z' },
      [`${ETC}/off.service`]: { link: '/dev/null', modified: '2026-07-07T07:07:07.000000000Z' },
    });
    const times = (name: string) => systemUnit(items, name).provenance.map(({ path, time }) => [path, time]);
    expect(times('on.service')).toEqual([
      [`${LIB}/on.service`, '2020-01-01T00:00:00.000000000Z'],
      [`${ETC}/multi-user.target.wants/on.service`, '2026-05-05T05:05:05.000000000Z'],
      [`${ETC}/other.service`, '2026-06-06T06:06:06.000000000Z'],
    ]);
    expect(times('off.service')).toEqual([[`${ETC}/off.service`, '2026-07-07T07:07:07.000000000Z']]);
  });

  it('is told in both directions, with the time at which a timer last elapsed', () => {
    const items = collectTree(BOOT);
    expect(systemUnit(items, 'tick.timer').systemd).toMatchObject({
      triggers: ['job.service'],
      lastTriggered: '2026-03-03T00:00:00.000000000Z',
    });
    expect(systemUnit(items, 'job.service').systemd).toMatchObject({
      triggeredBy: ['tick.timer'],
      triggers: ['mailer.service'],
    });
    expect(systemUnit(items, 'hidden@YWJj.service').payloads[0]).toMatchObject({ arguments: 'YWJj' });
  });
});

describe('stamp files', () => {
  it('of timers that are gone are reported, those of others not', () => {
    const items = collectTree({
      [`${LIB}/tick.timer`]: '[Timer]\nOnCalendar=daily\n',
      '/var/lib/systemd/timers/stamp-tick.timer': '',
      '/var/lib/systemd/timers/stamp-gone.timer': '',
    });
    expect(diagnostics(items)).toEqual([
      expect.objectContaining({
        severity: 'info',
        code: 'timer-stamp-without-unit',
        path: '/var/lib/systemd/timers/stamp-gone.timer',
      }),
    ]);
  });
});

describe('units of users', () => {
  const TREE = {
    '/etc/passwd': 'alice:x:1000:1000::/home/alice:/bin/bash\nbob:x:1001:1001::/home/bob:/bin/bash\n',
    '/usr/lib/systemd/user/shared.service': service('ExecStart=/bin/shared'),
    '/usr/lib/systemd/user/other.service': service('ExecStart=/bin/other'),
    '/home/alice/.config/systemd/user/mine.service': service('ExecStart=%h/.cache/run'),
    '/home/alice/.config/systemd/user/default.target.wants/mine.service': { link: '../mine.service' },
    '/home/alice/.config/systemd/user/shared.service.d/x.conf': service('Nice=1'),
    '/home/alice/.local/share/systemd/user/data.service': service('ExecStart=/bin/data'),
    '/home/old/.config/systemd/user/left.service': service('ExecStart=/bin/left'),
    '/root/.config/systemd/user/r.service': service('ExecStart=/bin/r'),
    '/etc/skel/.config/systemd/user/s.service': service('ExecStart=/bin/s'),
    '/run/user/1001/systemd/transient/t.service': service('ExecStart=/bin/t'),
    '/var/lib/systemd/linger/alice': '',
  };

  it('are found in every home, with whose they are', () => {
    const ids = [...recordsOf(collectTree(TREE)).keys()].sort();
    expect(ids).toEqual(
      [
        'user:other.service',
        'user:shared.service',
        'user(alice):data.service',
        'user(alice):mine.service',
        'user(alice):shared.service',
        'user(old):left.service',
        'user(root):r.service',
        'user(/etc/skel):s.service',
        'user(bob):t.service',
      ]
        .map((id) => `linux:systemd:${id}`)
        .sort(),
    );
  });

  it('are those of /etc/systemd/user where /etc/xdg has a link to it, as on Debian', () => {
    const items = collectTree({
      '/etc/xdg/systemd/user': { link: '../../systemd/user' },
      '/usr/lib/systemd/user/a.socket': '[Socket]\nListenStream=%t/a\n[Install]\nWantedBy=sockets.target\n',
      '/etc/systemd/user/sockets.target.wants/a.socket': { link: '/usr/lib/systemd/user/a.socket' },
    });
    const record = recordsOf(items).get('linux:systemd:user:a.socket');
    expect(record).toMatchObject({ enabled: true, systemd: { unitFileState: 'enabled' } });
    expect(record?.systemd.enabledBy).toHaveLength(1);
  });

  it('run as their user, from boot on when the user lingers', () => {
    const records = recordsOf(collectTree(TREE));
    expect(records.get('linux:systemd:user(alice):mine.service')).toMatchObject({
      account: 'alice',
      enabled: true,
      image: { path: '/home/alice/.cache/run', state: 'missing' },
      systemd: {
        user: 'alice',
        scope: 'user',
        linger: true,
        searchFolder: '~/.config/systemd/user',
        unitFileState: 'enabled',
      },
    });
    expect(records.get('linux:systemd:user(bob):t.service')?.systemd).toMatchObject({
      linger: false,
      searchFolder: 'transient',
      unitFileState: 'transient',
    });
    expect(records.get('linux:systemd:user(/etc/skel):s.service')).toMatchObject({ account: null });
  });
});

describe('the source', () => {
  it('reads bare folders as what they stand for', () => {
    const root = {
      ...VOLUME,
      layout: 'linux-units' as const,
      filesComplete: false,
      folders: [
        { path: '/system', standsFor: '/etc/systemd/system' },
        { path: '/lib', standsFor: '/usr/lib/systemd/system' },
        { path: '/user', standsFor: '/home/eve/.config/systemd/user' },
      ],
    };
    const items = collectTree(
      {
        '/lib/a.service': service('ExecStart=/bin/a'),
        '/system/a.service.d/x.conf': service('User=mail'),
        '/system/multi-user.target.wants/a.service': { link: '/usr/lib/systemd/system/a.service' },
        '/system/b.service': { link: '/lib/systemd/system/a.service' },
        '/system/far.service': { link: '/opt/far.service' },
        '/user/u.service': service('ExecStart=/bin/u'),
      },
      root,
    );
    expect(systemUnit(items, 'a.service')).toMatchObject({
      account: 'mail',
      enabled: true,
      image: { state: 'not-in-evidence', exists: null },
      systemd: {
        fragmentPath: '/lib/a.service',
        searchFolder: '/usr/lib/systemd/system',
        aliases: ['b.service'],
      },
    });
    expect(systemUnit(items, 'far.service').systemd.searchFolder).toBe('/etc/systemd/system');
    expect(recordsOf(items).get('linux:systemd:user(eve):u.service')?.account).toBe('eve');
    expect(diagnostics(items)).toEqual([]);
  });

  it('does not take for missing what was not collected', () => {
    const root = { ...VOLUME, layout: 'linux-collection' as const, filesComplete: false };
    const items = collectTree(
      {
        [`${ETC}/multi-user.target.wants/a.service`]: { link: `${LIB}/a.service` },
        [`${ETC}/far.service`]: { link: '/opt/far.service' },
        [`${ETC}/multi-user.target.wants/far.service`]: { link: '/opt/far.service' },
      },
      root,
    );
    expect(systemUnit(items, 'a.service')).toMatchObject({ enabled: null, startMode: null });
    expect(systemUnit(items, 'far.service')).toMatchObject({
      enabled: true,
      systemd: { fragmentPath: '/opt/far.service', unitFileState: 'enabled' },
    });
    expect(diagnostics(items)).toEqual([]);
  });

  it('says what it read, and that there is nothing to read', () => {
    const coverage = collectTree({
      [`${ETC}/a.service`]: service('ExecStart=/bin/a'),
      [`${ETC}/b.timer`]: '[Timer]\nOnCalendar=daily\n',
      [`${ETC}/c.service`]: { link: '/dev/null' },
      [`${ETC}/a.service.d/x.conf`]: service('Nice=1'),
    }).at(-1);
    expect(coverage).toMatchObject({
      outcome: 'collected',
      counts: { services: 2, timers: 1, dropIns: 1, masked: 1, unreadable: 0 },
    });
    expect(collectTree({ '/etc/passwd': '' })).toEqual([expect.objectContaining({ outcome: 'notPresent' })]);
  });

  it('reports damaged and unreadable units, and stays silent over sound ones', () => {
    const items = collectTree({
      [`${ETC}/bad.service`]: '[Service\nExecStart=/bin/a\n',
      [`${ETC}/odd.service`]: service('ExecStart=relative/path\nExecStart="open'),
      [`${ETC}/closed.service`]: { content: '', unreadable: 'EACCES' },
      [`${ETC}/good.service`]: service('ExecStart=/bin/good'),
      [`${ETC}/closed.service.d`]: { directory: true, unreadable: 'EACCES' },
    });
    expect(
      diagnostics(items).map(
        ({ severity, code, path, what }) => `${severity} ${code} ${path} ${what.slice(0, 7)}`,
      ),
    ).toEqual(
      expect.arrayContaining([
        expect.stringContaining(`warning unit-invalid-section-header ${ETC}/bad.service line 1:`),
        expect.stringContaining(`info unit-exec-refused ${ETC}/odd.service line 2:`),
        expect.stringContaining(`error unit-unreadable ${ETC}/closed.service.d`),
      ]),
    );
    expect(systemUnit(items, 'bad.service')).toMatchObject({ payloads: [], systemd: { sections: {} } });
    expect(diagnostics(items).some(({ path }) => path.includes('good'))).toBe(false);
  });
});
