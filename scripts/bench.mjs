import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { makePlistRoot, makeUnitRoot } from './bench-roots.mjs';
import { TOP } from './stale.mjs';

/**
 * `npm run bench [-- HIVE_FOLDER]`: whole processes against peers, in turn (A B A B …) in one run, so that the ratio holds
 * when the machine's speed drifts. Needs regripper, reglookup and libhivex-bin; a peer that is missing is said to be.
 * HIVE_FOLDER holds `*.SYSTEM.gz`; by default the corpus beside the project.
 */
const RUNS = Number(process.env.BENCH_RUNS ?? 9);
const CLI = join(TOP, 'out/cli.js');

/**
 * What both sides are started with. Of the caller's environment nothing else: certificates that Node is told to load
 * (NODE_EXTRA_CA_CERTS) alone cost it 0.05 s a start, as much as all the rest of its start.
 */
const ENVIRONMENT = { PATH: process.env.PATH, HOME: process.env.HOME, LC_ALL: 'C.UTF-8' };

function once(command) {
  const started = process.hrtime.bigint();
  const { status, error } = spawnSync(command[0], command.slice(1), {
    stdio: ['ignore', 'ignore', 'ignore'],
    env: ENVIRONMENT,
  });
  if (error !== undefined || status === null) return null;
  return Number(process.hrtime.bigint() - started) / 1e6;
}

function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
}

/** Medians in ms and the median of the paired ratios; null when the peer is not there. */
function pair(ours, peer, runs = RUNS) {
  if (once(ours) === null || once(peer) === null) return null;
  const rows = Array.from({ length: runs }, () => [once(ours), once(peer)]);
  return {
    ours: median(rows.map(([a]) => a)),
    peer: median(rows.map(([, b]) => b)),
    ratio: median(rows.map(([a, b]) => a / b)),
  };
}

const PLISTLIB =
  'import os,plistlib,sys\nfor n in os.listdir(sys.argv[1]):\n  plistlib.load(open(os.path.join(sys.argv[1],n),"rb"))';

/** Peak resident memory of one whole scan with hashing and rules. */
function memory(command) {
  const { stderr } = spawnSync('/usr/bin/time', ['-f', '%M', ...command], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    env: ENVIRONMENT,
  });
  const kilobytes = Number(/(\d+)\s*$/.exec(stderr ?? '')?.[1]);
  console.log(
    `  peak memory of a whole scan: ${Number.isNaN(kilobytes) ? 'unknown (no /usr/bin/time)' : `${Math.round(kilobytes / 1024)} MiB`} (budget 200)`,
  );
}

function report(what, budget, result) {
  if (result === null) console.log(`${what.padEnd(58)} peer not installed`);
  else {
    console.log(
      `${what.padEnd(58)} ${result.ours.toFixed(0).padStart(5)} ms  ${result.peer.toFixed(0).padStart(5)} ms  ${result.ratio.toFixed(2).padStart(5)}×  (budget ${budget})`,
    );
  }
}

const hives = process.argv[2] ?? join(TOP, '../shared/corpus/hive');
const work = mkdtempSync(join(tmpdir(), 'daemonscope-bench-'));
try {
  console.log(`${RUNS} paired runs after one warm-up; Node ${process.versions.node}; medians`);
  console.log(`${''.padEnd(58)}     ours      peer  ratio`);
  for (const file of readdirSync(hives).filter((name) => /win10.*SYSTEM\.gz$/.test(name))) {
    const name = file.replace(/\.gz$/, '');
    const root = join(work, name);
    mkdirSync(root);
    const hive = join(root, 'SYSTEM');
    writeFileSync(hive, gunzipSync(readFileSync(join(hives, file))));
    const inventory = [process.execPath, CLI, 'scan', root, '--stdout', '--no-rules', '-q'];
    const whole = [process.execPath, CLI, 'scan', root, '--stdout', '-q'];
    console.log(name);
    report(
      '  inventory / regripper -p services',
      '≤ 0.50',
      pair(inventory, ['regripper', '-r', hive, '-p', 'services']),
    );
    const reglookup = ['reglookup', '-p', '/ControlSet001/Services', hive];
    report('  inventory / reglookup -p Services', '≤ 1.30', pair(inventory, reglookup));
    // What the inventory holds and that row leaves out: descriptors of keys and deleted keys.
    const alike = ['sh', '-c', 'reglookup -s -p /ControlSet001/Services "$0"; reglookup-recover "$0"', hive];
    report('  inventory / reglookup -s, reglookup-recover', 'none', pair(inventory, alike));
    report('  whole scan with all rules / reglookup -p Services', 'none', pair(whole, reglookup));
    const walk = [process.execPath, join(TOP, 'out/walk-hive.cjs'), hive];
    report('  walk of every key and value / hivexml', '≤ 1.50', pair(walk, ['hivexml', hive]));
  }
  const rate = (how) => [process.execPath, join(TOP, 'out/hash-rate.cjs'), how, '/usr/lib'];
  console.log('1 GiB of files below /usr/lib, three digests of each, two threads');
  report('  hashing / a bare loop in two threads', '≤ 1.11', pair(rate('ours'), rate('bare')));
  const scan = (root, ...options) => [process.execPath, CLI, 'scan', root, '--stdout', '-q', ...options];
  const units = join(work, 'units');
  console.log(`Linux root with 2,500 units, copies of ${makeUnitRoot(units, 2500)} real ones, 625 drop-ins`);
  const listing = ['systemctl', `--root=${units}`, 'list-unit-files', '--no-pager'];
  report(
    '  inventory / systemctl list-unit-files',
    '≤ 0.10, < 1,000 ms',
    pair(scan(units, '--no-rules', '--no-hash'), listing),
  );
  report('  whole scan with rules / the same', 'none', pair(scan(units, '--no-hash'), listing));
  memory(scan(units));
  const plists = join(work, 'plists');
  console.log(`macOS root with 1,500 jobs, copies of ${makePlistRoot(plists, 1500)} real ones, half binary`);
  const plistlib = ['python3', '-c', PLISTLIB, join(plists, 'Library/LaunchDaemons')];
  report(
    '  inventory / Python plistlib',
    '< 500 ms',
    pair(scan(plists, '--no-rules', '--no-hash'), plistlib),
  );
  report('  whole scan with rules / the same', 'none', pair(scan(plists, '--no-hash'), plistlib));
  memory(scan(plists));
  if (existsSync('/var/lib/dpkg/status')) {
    console.log('Every file of every package of this host, 3 runs');
    report(
      '  scan --verify-packages all / dpkg --verify',
      '≤ 1.00',
      pair(scan('/', '--verify-packages', 'all'), ['dpkg', '--verify'], 3),
    );
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
