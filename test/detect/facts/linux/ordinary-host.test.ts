import { describe, expect, it } from 'vitest';
import { BUILT_IN_RULES } from '../../../../main/detect/built-in-rules.ts';
import { loadBuiltInRules } from '../../../../main/detect/rule-set.ts';
import { memoryEvidence } from '../../../../main/evidence/memory-evidence.ts';
import { levelRank } from '../../../../shared/level.ts';
import { runTriage } from '../../../support/run-triage.ts';
import { type FileSpec, unixTree } from '../../../support/unix-fixture.ts';

const RULES = loadBuiltInRules(BUILT_IN_RULES).filter(({ platform }) => platform === 'linux');
const ELF: FileSpec = { content: 'ELF', mode: '0755' };
const ETC = '/etc/systemd/system';
const LIB = '/usr/lib/systemd/system';

/** Units as administrators and makers of software really write them; by name, with the program files that they need. */
const HOUSE: Readonly<Record<string, readonly [unit: string, ...programs: string[]]>> = {
  'app.service': [
    'ExecStart=/opt/app/bin/server --config /etc/app.yml\nUser=www-data\nRestart=always',
    '/opt/app/bin/server',
  ],
  'node_exporter.service': [
    'ExecStart=/usr/local/bin/node_exporter --collector.systemd\nUser=nobody',
    '/usr/local/bin/node_exporter',
  ],
  'gunicorn.service': [
    'ExecStart=/srv/web/.venv/bin/gunicorn --bind unix:/run/gunicorn.sock web.wsgi\nWorkingDirectory=/srv/web\nUser=www-data\nEnvironment=PYTHONPATH=/srv/web',
    '/srv/web/.venv/bin/gunicorn',
  ],
  'k3s.service': [
    "Type=notify\nKillMode=process\nDelegate=yes\nExecStartPre=/bin/sh -xc '! /usr/bin/systemctl is-enabled --quiet nm-cloud-setup.service 2>/dev/null'\nExecStartPre=-/sbin/modprobe br_netfilter\nExecStart=/usr/local/bin/k3s server",
    '/usr/local/bin/k3s',
  ],
  'minecraft.service': [
    'ExecStart=/usr/bin/java -Xmx4G -jar /opt/minecraft/server.jar nogui\nExecStop=/bin/sh -c "/usr/bin/mcrcon stop"\nUser=www-data',
    '/opt/minecraft/server.jar',
  ],
  'stack.service': [
    'Type=oneshot\nRemainAfterExit=yes\nWorkingDirectory=/opt/stack\nExecStart=/usr/bin/docker compose up -d\nExecStop=/usr/bin/docker compose down',
  ],
  'waits.service': [
    'ExecStartPre=/bin/bash -c "until nc -z db 5432; do sleep 1; done"\nExecStartPre=/bin/bash -c "until (echo > /dev/tcp/db/5432) >/dev/null 2>&1; do sleep 1; done"\nExecStart=/opt/waits/run',
    '/opt/waits/run',
  ],
  'health.service': ['Type=oneshot\nExecStart=/usr/bin/curl -fsS http://localhost:8080/health'],
  'runner.service': [
    'ExecStart=/usr/local/bin/gitlab-runner run --working-directory /var/lib/gitlab-runner',
    '/usr/local/bin/gitlab-runner',
  ],
  'vault.service': [
    'ExecStart=/usr/local/bin/vault server -config=/etc/vault.d\nUser=nobody\nAmbientCapabilities=CAP_IPC_LOCK\nNoNewPrivileges=yes\nExecReload=/bin/kill --signal HUP $MAINPID',
    '/usr/local/bin/vault',
  ],
  'pm2-web.service': [
    'Type=forking\nUser=www-data\nEnvironment=PATH=/usr/local/bin:/usr/bin PM2_HOME=/var/www/.pm2 NODE_OPTIONS=--max-old-space-size=4096\nExecStart=/usr/local/lib/node_modules/pm2/bin/pm2 resurrect',
    '/usr/local/lib/node_modules/pm2/bin/pm2',
  ],
  'java.service': [
    'Environment="JAVA_OPTS=-Xmx2g" LD_LIBRARY_PATH=/opt/java/lib\nExecStart=/opt/java/bin/catalina.sh run',
    '/opt/java/bin/catalina.sh',
  ],
  'backup.service': [
    'Type=oneshot\nEnvironmentFile=-/etc/default/backup\nExecStart=/usr/local/bin/backup.sh',
    '/usr/local/bin/backup.sh',
  ],
  'gitlab-runsvdir.service': [
    'ExecStart=/opt/gitlab/embedded/bin/runsvdir-start\nExecStopPost=/opt/gitlab/bin/gitlab-ctl stop',
    '/opt/gitlab/embedded/bin/runsvdir-start',
  ],
  'ngrep-exporter.service': [
    'ExecStart=/opt/exporters/socat_exporter --web.listen-address=:9100',
    '/opt/exporters/socat_exporter',
  ],
};

function ordinaryServer(): { files: Record<string, FileSpec>; packages: Record<string, string[]> } {
  const files: Record<string, FileSpec> = {
    [`${ETC}/backup.timer`]:
      '[Timer]\nOnCalendar=*-*-* 02:30:00\nPersistent=true\n[Install]\nWantedBy=timers.target\n',
    [`${ETC}/timers.target.wants/backup.timer`]: { link: `${ETC}/backup.timer` },
    // Drop-ins as manuals advise them.
    [`${ETC}/docker.service.d/override.conf`]:
      '[Service]\nExecStart=\nExecStart=/usr/bin/dockerd -H fd:// -H tcp://127.0.0.1:2375\n',
    [`${ETC}/docker.service.d/http-proxy.conf`]:
      '[Service]\nEnvironment="HTTP_PROXY=http://proxy.example:3128"\n',
    [`${ETC}/getty@tty1.service.d/autologin.conf`]:
      '[Service]\nExecStart=\nExecStart=-/sbin/agetty --autologin alice --noclear %I $TERM\n',
    [`${ETC}/nginx.service.d/limits.conf`]: '[Service]\nLimitNOFILE=65536\n',
    [`${LIB}/docker.service`]:
      '[Service]\nExecStart=/usr/bin/dockerd -H fd://\n[Install]\nWantedBy=multi-user.target\n',
    [`${LIB}/nginx.service`]:
      '[Service]\nExecStartPre=/usr/sbin/nginx -t -q\nExecStart=/usr/sbin/nginx\nExecStop=-/sbin/start-stop-daemon --quiet --stop --pidfile /run/nginx.pid\n',
    [`${LIB}/getty@.service`]:
      '[Service]\nExecStart=-/sbin/agetty --noclear %I $TERM\n[Install]\nWantedBy=getty.target\n',
    [`${ETC}/getty.target.wants/getty@tty1.service`]: { link: `${LIB}/getty@.service` },
    // Masks as administrators set them.
    [`${ETC}/sleep.target`]: { link: '/dev/null' },
    [`${ETC}/ctrl-alt-del.target`]: { link: '/dev/null' },
    '/etc/udev/rules.d/70-u2f.rules':
      'KERNEL=="hidraw*", ATTRS{idVendor}=="1050", MODE="0660", GROUP="plugdev"\n',
    '/etc/rc.local': { content: '#!/bin/sh -e\nexit 0\n', mode: '0755' },
    '/etc/cron.d/backup':
      '0 3 * * * root /usr/local/bin/backup.sh\n@reboot root /usr/local/bin/backup.sh --check\n',
    '/home/alice/.config/systemd/user/ssh-agent.service':
      '[Service]\nExecStart=/usr/bin/ssh-agent -D -a %t/ssh-agent.socket\n[Install]\nWantedBy=default.target\n',
    '/home/alice/.config/systemd/user/default.target.wants/ssh-agent.service': {
      link: '/home/alice/.config/systemd/user/ssh-agent.service',
    },
  };
  for (const program of ['java', 'docker', 'dockerd', 'ssh-agent', 'mcrcon', 'systemctl'])
    files[`/usr/bin/${program}`] = ELF;
  for (const program of ['agetty', 'modprobe', 'nginx', 'start-stop-daemon', 'kill'])
    files[`/usr/sbin/${program}`] = ELF;
  const packaged = Object.keys(files).filter((path) => path.startsWith('/usr/'));
  for (const [name, [service, ...programs]] of Object.entries(HOUSE)) {
    files[`${ETC}/${name}`] =
      `[Unit]\nDescription=House ${name}\n[Service]\n${service}\n[Install]\nWantedBy=multi-user.target\n`;
    files[`${ETC}/multi-user.target.wants/${name}`] = { link: `${ETC}/${name}` };
    for (const program of programs) files[program] = ELF;
  }
  return { files, packages: { distribution: packaged } };
}

describe('an ordinary server with software of the house', () => {
  it.each([
    ['with a package database', false],
    ['without one', true],
  ])('%s has no finding above low', async (_, withoutDatabase) => {
    const evidence = memoryEvidence(
      unixTree('linux', { name: 'ordinary', ...ordinaryServer(), withoutDatabase }),
    );
    const { findings, services } = await runTriage(evidence, RULES);
    expect(services.length).toBeGreaterThan(20);
    const loud = findings.filter(({ level }) => levelRank(level) > levelRank('low'));
    expect(loud.map(({ rule, subject, why }) => `${rule}: ${subject.name}: ${why}`)).toEqual([]);
    // Each unit of the house is said to be nobody's, and little else.
    expect(findings.length).toBeLessThanOrEqual(Object.keys(HOUSE).length + 12);
  });
});
