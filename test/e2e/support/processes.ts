import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** What Linux says about a process and all that it started: open files and sockets. */
export interface OpenThings {
  /** Regular files open for writing. */
  readonly written: readonly string[];
  /** Internet sockets: `local remote state`, addresses as the kernel prints them. */
  readonly sockets: readonly string[];
}

export function descendants(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch {
      // Gone already.
    }
  }
  const all = [pid];
  for (const one of all) all.push(...(children.get(one) ?? []));
  return all;
}

export function openThings(pid: number): OpenThings {
  const written = new Set<string>();
  const sockets = new Set<string>();
  for (const process of descendants(pid)) {
    try {
      const inodes = new Set<string>();
      for (const fd of readdirSync(`/proc/${process}/fd`)) {
        const target = readlinkSync(`/proc/${process}/fd/${fd}`);
        const socket = /^socket:\[(\d+)\]$/.exec(target);
        if (socket?.[1] !== undefined) inodes.add(socket[1]);
        if (!target.startsWith('/') || target.startsWith('/dev/')) continue;
        const flags = /^flags:\s+(\d+)/m.exec(readFileSync(`/proc/${process}/fdinfo/${fd}`, 'latin1'))?.[1];
        // O_WRONLY is 1, O_RDWR 2.
        if ((Number.parseInt(flags ?? '0', 8) & 3) !== 0) written.add(target);
      }
      for (const socket of internetSockets(process)) if (inodes.has(socket.inode)) sockets.add(socket.text);
    } catch {
      // Gone already.
    }
  }
  return { written: [...written].sort(), sockets: [...sockets].sort() };
}

function internetSockets(pid: number): { inode: string; text: string }[] {
  return ['tcp', 'tcp6', 'udp', 'udp6', 'raw', 'raw6'].flatMap((kind) =>
    readFileSync(`/proc/${pid}/net/${kind}`, 'latin1')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .map((fields) => ({ inode: fields[9] ?? '', text: `${kind} ${fields[1]} ${fields[2]} ${fields[3]}` })),
  );
}
