import { mkdirSync, appendFileSync, rmSync } from 'node:fs';
import { it } from 'vitest';
import { openDirectory } from '../../main/evidence/directory-evidence.ts';
import { NO_AUDIT } from '../../main/evidence/audit.ts';
import { source } from '../../main/sources/linux-text-logs.ts';
import { source as audit } from '../../main/sources/linux-audit.ts';
import { LINUX_VOLUME } from '../support/linux-source.ts';
it('x', () => {
  const dir = '/tmp/h/perf'; rmSync(dir, { recursive: true, force: true }); mkdirSync(`${dir}/var/log/audit`, { recursive: true });
  let block = '';
  for (let i = 0; i < 10000; i++) block += i % 100 === 0 ? `Mar  1 00:00:0${i % 9} web systemd[1]: s${i}.service: Main process exited, code=exited, status=1/FAILURE\n` : `Mar  1 00:00:0${i % 9} web CRON[${i}]: (root) CMD (run-parts --report /etc/cron.hourly and some more text to fill the line)\n`;
  for (let i = 0; i < 100; i++) appendFileSync(`${dir}/var/log/syslog`, block);
  let a = '';
  for (let i = 0; i < 10000; i++) a += `type=SYSCALL msg=audit(1690000002.500:${i}): arch=c000003e syscall=59 success=yes exit=0 a0=55d0f1a2 a1=55d0f1b0 a2=CAFE a3=8 items=2 ppid=1000 pid=1001 auid=1000 uid=0 gid=0 euid=0 suid=0 fsuid=0 egid=0 sgid=0 fsgid=0 tty=pts0 ses=3 comm="ls" exe="/usr/bin/ls" key="x"\ntype=EXECVE msg=audit(1690000002.500:${i}): argc=2 a0="ls" a1="/x"\ntype=PATH msg=audit(1690000002.500:${i}): item=0 name="/usr/bin/ls" nametype=NORMAL\n`;
  for (let i = 0; i < 40; i++) appendFileSync(`${dir}/var/log/audit/audit.log`, a);
  for (const s of [source, audit]) {
    const start = process.cpuUsage(); let n = 0;
    const made = openDirectory(dir, { audit: NO_AUDIT } as any);
    if (!made.ok) throw new Error('x');
    for (const item of s.collect({ evidence: made.value, root: LINUX_VOLUME, audit: NO_AUDIT })) { n++; if (item.type === 'coverage') console.log(JSON.stringify(item.counts)); }
    const u = process.cpuUsage(start); console.log('CPU', s.id, n, (u.user + u.system) / 1e3, 'ms');
  }
  rmSync(dir, { recursive: true, force: true });
}, 300000);
