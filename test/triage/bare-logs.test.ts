import { describe, expect, it } from 'vitest';
import { logTree } from '../support/event-fixture.ts';
import { runTriage } from '../support/run-triage.ts';

const text = new TextEncoder();
const STARTED = text.encode(
  '2024-05-01T10:00:00+00:00 web01 systemd[1]: Started nginx.service - A web server.\n',
);
const LAUNCHD = text.encode(
  '2024-05-01 10:00:00.000000 (system/com.acme.sync [71]) <Notice>: xpcproxy spawned with pid 71\n',
);

describe('a folder of bare logs', () => {
  it.each([
    'web01_auth.log',
    'web01-syslog',
    'web01.messages.1',
    'user.log',
    'cron.log.old',
    'syslog-20240501.1',
    'auth.log.20240501T000000',
  ])('is known by %s', async (name) => {
    const { events, header } = await runTriage({ [`/${name}`]: STARTED }, []);
    expect(header.root.layout).toBe('linux-logs');
    expect(events.map(({ service }) => service)).toEqual(['nginx.service']);
  });

  it('is known by a log of launchd with the name of its host', async () => {
    const { events } = await runTriage({ '/mac7_launchd.log': LAUNCHD }, []);
    expect(events.map(({ service }) => service)).toEqual(['com.acme.sync']);
  });

  it.each([
    '/notes.txt',
    '/mymessages',
    '/auth.logic',
    '/web01-history.log',
  ])('is not known by %s', async (path) => {
    await expect(runTriage({ [path]: STARTED }, [])).rejects.toThrow('nothing that can be examined');
  });

  it('names logs that are packed and were not read', async () => {
    const [log] = Object.values(logTree([{ id: 7036, data: ['Spooler', 'stopped'], binary: 'Spooler/1' }]));
    if (log === undefined) throw new Error('no log');
    const files = { '/System.evtx': log, '/old/Security.evtx.gz': new Uint8Array(30) };
    const { diagnostics, coverage } = await runTriage(files, []);
    expect(diagnostics.map(({ code, path, severity }) => [severity, code, path])).toEqual([
      ['error', 'log-unreadable', '/old/Security.evtx.gz'],
    ]);
    expect(coverage.find(({ source }) => source === 'windows-events')?.outcome).toBe('collected');

    const alone = await runTriage({ '/System.evtx.zip': new Uint8Array(30) }, []);
    expect(alone.coverage.find(({ source }) => source === 'windows-events')?.outcome).toBe('failed');
    const journal = await runTriage({ '/system.journal.gz': new Uint8Array(30) }, []);
    expect(journal.diagnostics.map(({ what }) => what)).toEqual([
      'could not be read: it is packed; unpack it first',
    ]);
  });

  it('with logs of several systems says what is left aside, and examines those that are asked for', async () => {
    const [log] = Object.values(logTree([{ id: 7036, data: ['Spooler', 'stopped'], binary: 'Spooler/1' }]));
    if (log === undefined) throw new Error('no log');
    const files = { '/System.evtx': log, '/Security.evtx': log, '/auth.log': STARTED };
    const said = 'this root holds more than is examined: logs, ';
    const windows = await runTriage(files, []);
    expect(windows.header.root.layout).toBe('windows-logs');
    expect(windows.diagnostics.map(({ what }) => what)).toContain(`${said}1 of linux (choose with --os)`);
    const linux = await runTriage(files, [], { platform: 'linux' });
    expect(linux.header.root.layout).toBe('linux-logs');
    expect(linux.events.map(({ service }) => service)).toEqual(['nginx.service']);
    expect(linux.diagnostics.map(({ what }) => what)).toContain(`${said}2 of windows (choose with --os)`);
    expect((await runTriage({ '/auth.log': STARTED }, [])).diagnostics).toEqual([]);
  });

  it('is named after the one computer of its records, and says so where there are several', async () => {
    const second = text.encode(
      '2024-05-01T10:00:01+00:00 db02 systemd[1]: Started redis.service - A store.\n',
    );
    const one = await runTriage({ '/syslog': STARTED }, []);
    expect(one.header.host.hostName).toBe('web01');
    expect(one.diagnostics).toEqual([]);
    const two = await runTriage({ '/web01-syslog': STARTED, '/db02-syslog': second }, []);
    expect(two.header.host.hostName).toBeNull();
    expect(two.diagnostics.map(({ severity, what }) => [severity, what])).toEqual([
      [
        'info',
        'the records of logs name 2 computers: db02, web01; the logs come from several hosts, or the host was renamed',
      ],
    ]);
    const full = text.encode(
      '2024-05-01T10:00:01+00:00 WEB01.example systemd[1]: Started redis.service - A store.\n',
    );
    expect((await runTriage({ '/syslog': STARTED, '/messages': full }, [])).diagnostics).toEqual([]);
    const addresses = text.encode(
      ['10.0.0.1', '10.0.0.2']
        .map((host) => `2024-05-01T10:00:00+00:00 ${host} systemd[1]: Started a.service.\n`)
        .join(''),
    );
    expect((await runTriage({ '/syslog': addresses }, [])).diagnostics).toHaveLength(1);
  });
});
