import type { Tree } from '../../support/host-tree.ts';

/** A Linux volume with an ordinary service and one that a rule must find. */
export const SMALL_ROOT: Tree = {
  'etc/os-release': 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n',
  'etc/hostname': 'small\n',
  'etc/passwd': 'root:x:0:0:root:/root:/bin/sh\n',
  'usr/lib/systemd/system/good.service': '[Unit]\nDescription=Good\n[Service]\nExecStart=/usr/bin/good\n',
  'usr/bin/good': 'program',
  'etc/systemd/system/bad.service':
    '[Service]\nExecStart=/tmp/.x/bad --connect\nRestart=always\n[Install]\nWantedBy=multi-user.target\n',
  'etc/systemd/system/multi-user.target.wants/bad.service': { link: '/etc/systemd/system/bad.service' },
  'tmp/.x/bad': { content: 'malware', mode: 0o755 },
};
