import type { WindowsEnvironment } from './environment.ts';

export interface LocalPath {
  /** `C:` */
  readonly drive: string;
  /** From the separator on: `\Windows\x.exe`. */
  readonly rest: string;
}

/**
 * The drive path behind a Windows path; null for other machines' shares and for devices. Shares of the machine itself
 * (`\\127.0.0.1\ADMIN$`, `\\localhost\C$`) are its own folders: remote-execution tools write them into services
 * (Microsoft Learn, "Problems that occur when administrative shares are missing": ADMIN$ is %SystemRoot%, C$ is C:\).
 */
export function localPath(path: string, env: WindowsEnvironment): LocalPath | null {
  if (/^[A-Za-z]:\\/.test(path)) return { drive: path.slice(0, 2), rest: path.slice(2) };
  const share = LOCAL_SHARE.exec(path);
  if (share === null) return null;
  const [, host = '', name = '', rest = ''] = share;
  const own = host.toLowerCase();
  if (!LOOPBACK.test(own) && own !== env.computerName && own.split('.')[0] !== env.computerName) return null;
  if (name.toUpperCase() === 'ADMIN$')
    return { drive: env.systemDrive, rest: env.systemRoot.slice(2) + rest };
  return { drive: `${name[0]}:`, rest };
}

const LOCAL_SHARE = /^\\\\([^\\]{1,255})\\(admin\$|[a-z]\$)(\\.*)$/is;
const LOOPBACK =
  /^(?:localhost|127(?:\.\d{1,3}){3}|\.|::1|\[::1\]|0--1\.ipv6-literal\.net|--1\.ipv6-literal\.net)$/;
