/** A service's key in a path of the registry, as Sysmon, the security log and .reg files write it. */
const KEY = /\\(?:CurrentControlSet|ControlSet\d{3})\\Services\\([^\\]+)(?:\\|$)/i;

/** Name of the service whose key, or what lies below it, is named; null when it is another key. */
export function serviceOfKeyPath(path: string): string | null {
  return KEY.exec(path)?.[1] ?? null;
}
