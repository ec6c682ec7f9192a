import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, lutimesSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { MemoryNode } from '../../main/evidence/memory-node.ts';

export type Tree = Readonly<Record<string, MemoryNode>>;

/** A new empty folder of the host; `dispose` removes it with all it holds. */
export function temporaryFolder(): { readonly path: string; dispose(): void } {
  const path = mkdtempSync(join(tmpdir(), 'daemonscope-test-'));
  chmodSync(path, 0o755);
  return { path, dispose: () => rmSync(path, { recursive: true, force: true }) };
}

/** Writes a tree of memory evidence into a folder of the host, so that one tree is tested with both. */
export function writeTree(root: string, tree: Tree): void {
  const closed: string[] = [];
  for (const [path, node] of Object.entries(tree)) {
    const hostPath = join(root, path);
    mkdirSync(dirname(hostPath), { recursive: true });
    if (typeof node === 'string' || node instanceof Uint8Array) writeFileSync(hostPath, node);
    else if ('link' in node) {
      symlinkSync(node.link, hostPath);
      if (node.modified != null) lutimesSync(hostPath, 0, Date.parse(node.modified) / 1000);
    } else if ('special' in node) writeSpecial(hostPath, node.special);
    else if ('content' in node) {
      writeFileSync(hostPath, node.content);
      if (node.mode != null) chmodSync(hostPath, node.mode);
    } else if ('directory' in node) {
      mkdirSync(hostPath, { recursive: true });
      if (node.unreadable !== undefined) closed.push(hostPath);
    } else {
      writeFileSync(hostPath, '');
      closed.push(hostPath);
    }
  }
  for (const hostPath of closed) chmodSync(hostPath, 0);
}

function writeSpecial(hostPath: string, kind: 'fifo' | 'socket' | 'device'): void {
  if (kind === 'fifo') execFileSync('mkfifo', [hostPath]);
  else if (kind === 'device') execFileSync('mknod', [hostPath, 'c', '1', '5']);
  else leaveSocket(hostPath);
}

/** A Unix socket whose server is gone: killed, so that it could not remove the name. */
function leaveSocket(hostPath: string): void {
  const script = `require('net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`;
  spawnSync(process.execPath, ['-e', script, hostPath], { stdio: 'ignore' });
}

/** True when this process may make device nodes (root outside a restricted container). */
export function mayMakeDevices(): boolean {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return false;
  const folder = temporaryFolder();
  try {
    execFileSync('mknod', [join(folder.path, 'null'), 'c', '1', '3'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    folder.dispose();
  }
}

/** Runs `act` (synchronous) without root's right to read everything. */
export function asNobody<T>(act: () => T): T {
  const { seteuid, geteuid } = process;
  if (seteuid === undefined || geteuid === undefined || geteuid() !== 0) return act();
  seteuid(65534);
  try {
    return act();
  } finally {
    seteuid(0);
  }
}
