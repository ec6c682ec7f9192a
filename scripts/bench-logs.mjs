import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { crc32, gunzipSync } from 'node:zlib';
import { TOP } from './stale.mjs';

/**
 * `npm run bench:logs [-- MEBIBYTES]`: event logs and journals as whole processes against peers, in turn in one run. Needs libevtx-utils
 * (evtxexport) and systemd (journalctl); a peer that is missing is said to be. The logs are copies of the corpus' own.
 */
const SIZE = Number(process.argv[2] ?? 128) * 1024 * 1024;
const RUNS = Number(process.env.BENCH_RUNS ?? 3);
const CORPUS = join(TOP, '../shared/corpus');
const CLI = join(TOP, 'out/cli.js');

function once(command) {
  const started = process.hrtime.bigint();
  const { status, error } = spawnSync(command[0], command.slice(1), { stdio: 'ignore' });
  if (error !== undefined || status === null) return null;
  // 4: done with gaps, as the corpus' damaged logs are.
  if (command[1] === CLI && status !== 0 && status !== 4)
    throw new Error(`${command.join(' ')}: exit ${status}`);
  return Number(process.hrtime.bigint() - started) / 1e6;
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

/** Our median, the peer's, and how many times faster we are; the peer may be several commands. */
function pair(what, budget, ours, peers) {
  const all = () => peers.reduce((sum, peer) => (sum === null ? null : (once(peer) ?? Number.NaN) + sum), 0);
  if (once(peers[0]) === null) {
    console.log(`${what.padEnd(52)} peer not installed`);
    return;
  }
  once(ours);
  const rows = Array.from({ length: RUNS }, () => [once(ours), all()]);
  const mine = median(rows.map(([a]) => a));
  const other = median(rows.map(([, b]) => b));
  const times = median(rows.map(([a, b]) => b / a));
  console.log(
    `${what.padEnd(52)} ${mine.toFixed(0).padStart(6)} ms ${other.toFixed(0).padStart(7)} ms ${times.toFixed(1).padStart(6)}× faster (budget ${budget})`,
  );
}

function memory(what, budget, command) {
  const { stderr } = spawnSync('/usr/bin/time', ['-f', '%M', ...command], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const kilobytes = Number(/(\d+)\s*$/.exec(stderr ?? '')?.[1]);
  const text = Number.isNaN(kilobytes) ? 'unknown (no /usr/bin/time)' : `${Math.round(kilobytes / 1024)} MiB`;
  console.log(`${what.padEnd(52)} ${text} (budget ${budget})`);
}

/**
 * The log with a number in a part of each chunk's header that nobody uses, and the checksum that follows from it: another log as far as
 * bytes go, so that none of its chunks is taken for one that was read before.
 */
function distinct(log, number) {
  const bytes = Buffer.from(log);
  for (let at = 4096; at + 65_536 <= bytes.length; at += 65_536) {
    const chunk = bytes.subarray(at, at + 65_536);
    if (chunk.toString('latin1', 0, 7) !== 'ElfChnk') continue;
    chunk.writeUInt32LE(number, 56);
    chunk.writeUInt32LE(crc32(chunk.subarray(128, 512), crc32(chunk.subarray(0, 120))), 124);
  }
  return bytes;
}

/** Copies of the good logs of the corpus until `size` bytes are there, each with other bytes unless `exact`. */
function fill(folder, from, pattern, size, exact = false) {
  mkdirSync(folder, { recursive: true });
  const models = from.flatMap((name) =>
    readdirSync(join(CORPUS, name))
      .filter((file) => pattern.test(file))
      .map((file) => {
        const bytes = readFileSync(join(CORPUS, name, file));
        return [basename(file, '.gz'), file.endsWith('.gz') ? gunzipSync(bytes) : bytes];
      }),
  );
  const paths = [];
  let written = 0;
  for (let copy = 0; written < size; copy += 1) {
    for (const [name, bytes] of models) {
      if (written >= size) break;
      const path = join(folder, `${copy}-${name}`);
      writeFileSync(path, exact || !name.endsWith('.evtx') ? bytes : distinct(bytes, copy + 1));
      paths.push(path);
      written += bytes.length;
    }
  }
  return paths;
}

const EVERYTHING = `title: Every record
id: 5c6a5a3e-2f6a-4d0b-9a53-0d8a4b1f2c11
status: test
logsource:
    product: windows
detection:
    selection:
        NoSuchField: 'asks for every record of every channel'
    condition: selection
level: low
`;

const work = mkdtempSync(join(tmpdir(), 'daemonscope-bench-'));
try {
  // Without the logs' digests, which the peers do not make either; a row of its own says what they cost.
  const hashed = (root, ...options) => [process.execPath, CLI, 'scan', root, '--stdout', '-q', ...options];
  const scan = (root, ...options) => hashed(root, '--no-hash', ...options);
  const events = join(work, 'evtx');
  // The logs of one ordinary host, again and again: most records say nothing of services, as on any host.
  const logs = fill(events, ['evtx-clean'], /\.evtx(?:\.gz)?$/, SIZE);
  const mebibytes = logs.reduce((sum, path) => sum + statSync(path).size, 0) / 1024 / 1024;
  const rules = join(work, 'rules');
  mkdirSync(rules);
  writeFileSync(join(rules, 'everything.yml'), EVERYTHING);
  console.log(
    `${logs.length} event logs, ${mebibytes.toFixed(0)} MiB; ${RUNS} paired runs; Node ${process.versions.node}; medians`,
  );
  const evtxexport = logs.map((path) => ['evtxexport', path]);
  pair('service events only / evtxexport', '≥ 25', scan(events, '--no-rules'), evtxexport);
  const mixed = join(work, 'mixed');
  const mixedLogs = fill(mixed, ['evtx', 'evtx-clean'], /\.evtx(?:\.gz)?$/, SIZE);
  pair(
    'the same of attack logs too, a quarter of services',
    '≥ 25',
    scan(mixed, '--no-rules'),
    mixedLogs.map((path) => ['evtxexport', path]),
  );
  const copies = join(work, 'copies');
  const copiedLogs = fill(copies, ['evtx', 'evtx-clean'], /\.evtx(?:\.gz)?$/, SIZE, true);
  pair(
    'the same, five exact copies of each log',
    'none',
    scan(copies, '--no-rules'),
    copiedLogs.map((path) => ['evtxexport', path]),
  );
  pair('service events only with SHA-256 of each log / without', 'none', hashed(events, '--no-rules'), [
    scan(events, '--no-rules'),
  ]);
  pair('every record decoded, all rules / evtxexport', '≥ 8', scan(events, '--rules', rules), evtxexport);
  memory('peak memory, every record and all rules', '300 MiB', scan(events, '--rules', rules));
  const journals = join(work, 'journal');
  const files = fill(journals, ['journal'], /\.journal~?(?:\.gz)?$/, SIZE);
  // One process a file: of copies in one call journalctl reads the first and skips the rest as duplicates.
  const journalctl = files.map((path) => ['journalctl', '-o', 'json', `--file=${path}`]);
  console.log(`${files.length} journals`);
  pair('units only, all rules / journalctl -o json', '≥ 1', scan(journals), journalctl);
} finally {
  rmSync(work, { recursive: true, force: true });
}
