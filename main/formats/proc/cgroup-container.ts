/** A container that a control group belongs to, as far as its path tells. */
export interface Container {
  readonly engine: 'docker' | 'podman' | 'containerd' | 'cri-o' | 'kubernetes' | 'lxc' | 'nspawn' | 'machine';
  /** Id (64 hexadecimal digits) or name. */
  readonly id: string;
}

/**
 * Names that container engines give their control groups, with the systemd driver (`docker-ID.scope`) and with the cgroupfs driver
 * (`/docker/ID`).
 */
const PATTERNS: readonly (readonly [RegExp, Container['engine']])[] = [
  [/^docker-([0-9a-f]{12,64})\.scope$/, 'docker'],
  [/^libpod-(?:conmon-)?([0-9a-f]{12,64})(?:\.scope)?$/, 'podman'],
  [/^cri-containerd-([0-9a-f]{12,64})\.scope$/, 'containerd'],
  [/^nerdctl-([0-9a-f]{12,64})\.scope$/, 'containerd'],
  [/^crio-(?:conmon-)?([0-9a-f]{12,64})(?:\.scope)?$/, 'cri-o'],
  [/^lxc\.(?:payload|monitor)\.(.+)$/, 'lxc'],
  [/^systemd-nspawn@(.+)\.service$/, 'nspawn'],
  [/^machine-(.+)\.scope$/, 'machine'],
];
const PARENTS: Readonly<Record<string, Container['engine']>> = {
  docker: 'docker',
  lxc: 'lxc',
  'lxc.payload': 'lxc',
};
const ID = /^[0-9a-f]{64}$/;

/** The outermost container of a path's parts; null when the path names none. */
export function containerOf(parts: readonly string[]): Container | null {
  const kubernetes = /^kubepods(?:\.slice)?$/.test(parts[0] ?? '');
  for (const [at, part] of parts.entries()) {
    for (const [pattern, engine] of PATTERNS) {
      const id = pattern.exec(part)?.[1];
      if (id !== undefined) return { engine, id };
    }
    const parent = parts[at - 1] ?? '';
    const engine = Object.hasOwn(PARENTS, parent) ? PARENTS[parent] : undefined;
    if (engine !== undefined && (engine === 'lxc' || ID.test(part))) return { engine, id: part };
    if (kubernetes && ID.test(part)) return { engine: 'kubernetes', id: part };
  }
  return null;
}
