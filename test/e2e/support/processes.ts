import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** What Linux says about a process and all that it started: open files and sockets. */
export interface OpenThings {
  /** Regular files open for writing. */
  readonly written: readonly string[];
  /** Internet sockets: `local remote state`, addresses as the kernel prints them. */
  readonly sockets: readonly string[];
  /** Everything open that was looked at: none would mean that nothing could be. */
  readonly looked: number;
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

/** Of a process and all that it started; with `only`, of one of them alone. */
export function openThings(pid: number, only = descendants(pid)): OpenThings {
  const written = new Set<string>();
  const sockets = new Set<string>();
  let looked = 0;
  for (const process of only) {
    const inodes = new Set<string>();
    for (const fd of orNothing(() => readdirSync(`/proc/${process}/fd`)) ?? []) {
      // A file that was closed meanwhile hides none of the others.
      const target = orNothing(() => readlinkSync(`/proc/${process}/fd/${fd}`));
      if (target === null) continue;
      looked += 1;
      const socket = /^socket:\[(\d+)\]$/.exec(target);
      if (socket?.[1] !== undefined) inodes.add(socket[1]);
      if (!target.startsWith('/') || target.startsWith('/dev/')) continue;
      const info = orNothing(() => readFileSync(`/proc/${process}/fdinfo/${fd}`, 'latin1')) ?? '';
      const flags = /^flags:\s+(\d+)/m.exec(info)?.[1];
      // O_WRONLY is 1, O_RDWR 2.
      if ((Number.parseInt(flags ?? '0', 8) & 3) !== 0) written.add(target);
    }
    for (const socket of orNothing(() => internetSockets(process)) ?? [])
      if (inodes.has(socket.inode)) sockets.add(socket.text);
  }
  return { written: [...written].sort(), sockets: [...sockets].sort(), looked };
}

/** Electron's processes by what they are for. */
export function processesOf(
  pid: number,
): Readonly<Record<'main' | 'renderer' | 'engine' | 'others', number[]>> {
  const found = { main: [pid], renderer: [] as number[], engine: [] as number[], others: [] as number[] };
  for (const one of descendants(pid).slice(1)) {
    const line = readFileSync(`/proc/${one}/cmdline`, 'latin1');
    if (line.includes('--type=renderer')) found.renderer.push(one);
    else if (line.includes('node.mojom.NodeService')) found.engine.push(one);
    else found.others.push(one);
  }
  return found;
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

/** null for what is gone, or is not ours to look at. */
function orNothing<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
