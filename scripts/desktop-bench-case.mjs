import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'vite';
import { TOP } from './stale.mjs';
import { yamlModules } from './yaml-modules.mjs';

/**
 * How fast a large case answers: made, opened, filtered, sorted; in Node, as the engine of the window is. Processor milliseconds (user
 * and system), of questions the least of seven. With a file, the case is left there by one process; with that file alone, another
 * opens it and asks, so that the memory it needs (the most that was resident, Linux) is not that of making it.
 *
 *     node scripts/desktop-bench-case.mjs make SERVICES EVENTS FILE
 *     node scripts/desktop-bench-case.mjs ask FILE
 */
const [what = '', ...rest] = process.argv.slice(2);
const [services = '100000', events = '200000'] = rest;
const file = what === 'make' ? rest[2] : rest[0];
if (!['make', 'ask'].includes(what) || file === undefined) {
  console.error('usage: desktop-bench-case.mjs make SERVICES EVENTS FILE | ask FILE');
  process.exit(2);
}
const vite = await createServer({
  root: TOP,
  configFile: false,
  logLevel: 'error',
  plugins: [yamlModules()],
  server: { middlewareMode: true, ws: false },
  appType: 'custom',
});
const load = (path) => vite.ssrLoadModule(path);
const { largeResult } = await load('/test/case/large-result.ts');
const { loggedEvents } = await load('/test/case/logged-events.ts');
const { caseBytes } = await load('/main/case/open-case.ts');
const { buildCase } = await load('/main/triage/case-file.ts');
const { loadSql } = await load('/main/case/sql.ts');
const { RowReader } = await load('/main/case/rows.ts');
const { readTimeline } = await load('/main/case/timeline.ts');
const { readRecord } = await load('/main/case/record.ts');

const { saveFile } = await load('/main/triage/save-file.ts');
const { readCaseFile } = await load('/main/triage/engine/read-case-file.ts');

const sql = await loadSql(readFileSync(join(TOP, 'node_modules/sql.js/dist/sql-wasm.wasm')));
if (what === 'make') {
  const result = {
    ...largeResult(Number(services), 0),
    events: loggedEvents(Number(events), Number(services)),
  };
  console.log(`${peak()} with the records of the run`);
  report('made and saved', () => {
    // As at the end of a scan, which needs the records no longer.
    saveFile(file, caseBytes(buildCase(sql, result, '', false, true)));
  });
  console.log(`${peak()}; the file ${(statSync(file).size / 2 ** 20).toFixed(0)} MiB`);
  await vite.close();
  process.exit();
}
console.log(`${peak()} before`);
let db;
report('opened', () => {
  db = readCaseFile(sql, file);
});

const ALL = { filter: '', levels: [], hideKnownGood: false, sort: [], offset: 0, limit: 200 };
const QUESTIONS = [
  { table: 'events' },
  { table: 'events', sort: [{ column: 'time', descending: false }] },
  { table: 'events', sort: [{ column: 'time', descending: true }] },
  { table: 'events', sort: [{ column: 'action', descending: false }] },
  { table: 'events', sort: [{ column: 'service', descending: false }] },
  { table: 'events', sort: [{ column: 'actor', descending: true }] },
  { table: 'events', sort: [{ column: 'details', descending: true }] },
  { table: 'events', filter: 'service9', sort: [{ column: 'time', descending: true }] },
  { table: 'events', filter: '+created +temp', sort: [{ column: 'time', descending: false }] },
  { table: 'events', filter: 'Service:service77', sort: [{ column: 'time', descending: false }] },
  { table: 'events', filter: 'Action:stopped', sort: [{ column: 'time', descending: false }] },
  { table: 'events', filter: 'Details:demand', sort: [{ column: 'time', descending: false }] },
  { table: 'events', filter: '"no such text"', sort: [{ column: 'time', descending: false }] },
  { table: 'events', filter: '-Service:Ärger', sort: [{ column: 'details', descending: false }] },
  { table: 'services', sort: [{ column: 'name', descending: false }] },
  { table: 'services', sort: [{ column: 'startMode', descending: true }] },
  {
    table: 'services',
    sort: [
      { column: 'level', descending: true },
      { column: 'changed', descending: true },
    ],
  },
  {
    table: 'services',
    filter: '+vendor -"vendor 7" startMode:auto',
    sort: [{ column: 'displayName', descending: true }],
  },
];
const reader = new RowReader(db);
for (const question of QUESTIONS) {
  let total = 0;
  const times = Array.from({ length: 7 }, () => {
    reader.forget();
    return spent(() => {
      total = reader.rows({ ...ALL, ...question }).total;
    });
  });
  const { table, filter = '', sort = [] } = question;
  const order = sort.map(({ column, descending }) => `${column} ${descending ? '↓' : '↑'}`).join(', ');
  print(`${table} ${filter} ${order}`, Math.min(...times), `${total} rows`);
}
report('page further down', () => reader.rows({ ...ALL, ...QUESTIONS.at(-1), offset: 1000 }));
report('timeline', () => readTimeline(db, 96));
report('one service with its life', () => readRecord(db, 'services', 'windows:service77'));
console.log(peak());
await vite.close();

function report(name, act) {
  print(name, spent(act), '');
}

function spent(act) {
  const start = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function peak() {
  const kib = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
  return `${(kib / 1024).toFixed(0)} MiB resident at most`;
}

function print(name, milliseconds, more) {
  console.log(`${milliseconds.toFixed(0).padStart(6)} ms  ${name}  ${more}`);
}
