import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'vite';
import { TOP } from './stale.mjs';
import { yamlModules } from './yaml-modules.mjs';

/**
 * How fast a large case answers: made in memory, opened, filtered, sorted. Inside Node, where the engine of the window runs as well.
 *
 *     node scripts/desktop-bench-case.mjs [SERVICES] [EVENTS]
 */
const [services = '100000', events = '200000'] = process.argv.slice(2);
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
const { createCase, caseBytes, openCase } = await load('/main/case/open-case.ts');
const { expectedSize, insertResult } = await load('/main/case/insert-result.ts');
const { loadSql } = await load('/main/case/sql.ts');
const { RowReader } = await load('/main/case/rows.ts');
const { readTimeline } = await load('/main/case/timeline.ts');
const { readRecord } = await load('/main/case/record.ts');

const sql = await loadSql(readFileSync(join(TOP, 'node_modules/sql.js/dist/sql-wasm.wasm')));
const result = {
  ...largeResult(Number(services), 0),
  events: loggedEvents(Number(events), Number(services)),
};
const made = createCase(sql, expectedSize(result));
report('made', () => insertResult(made, result, { incomplete: false, inbox: () => false }));
const bytes = caseBytes(made);
made.close();
let opened;
report('opened', () => {
  opened = openCase(sql, bytes);
});
if (!opened.ok) throw new Error(opened.error);
const db = opened.value;
console.log(`${services} services, ${events} events, ${(bytes.length / 2 ** 20).toFixed(0)} MiB`);

const ALL = { filter: '', levels: [], hideKnownGood: false, sort: [], offset: 0, limit: 200 };
const QUESTIONS = [
  { table: 'events' },
  { table: 'events', sort: [{ column: 'time', descending: false }] },
  { table: 'events', sort: [{ column: 'time', descending: true }] },
  { table: 'events', sort: [{ column: 'service', descending: false }] },
  { table: 'events', sort: [{ column: 'actor', descending: true }] },
  { table: 'events', sort: [{ column: 'details', descending: true }] },
  { table: 'events', filter: 'service9', sort: [{ column: 'time', descending: true }] },
  { table: 'events', filter: '+created +temp', sort: [{ column: 'time', descending: false }] },
  { table: 'events', filter: 'Service:service77', sort: [{ column: 'time', descending: false }] },
  { table: 'events', filter: 'Action:stopped', sort: [{ column: 'time', descending: false }] },
  { table: 'events', filter: 'Details:demand', sort: [{ column: 'time', descending: false }] },
  { table: 'events', filter: '"no such text"', sort: [{ column: 'time', descending: false }] },
  { table: 'services', sort: [{ column: 'name', descending: false }] },
  {
    table: 'services',
    filter: '+vendor -"vendor 7" startMode:auto',
    sort: [{ column: 'displayName', descending: true }],
  },
];
const reader = new RowReader(db);
for (const question of QUESTIONS) {
  let total = 0;
  const times = [1, 2, 3].map(() => {
    reader.forget();
    const start = performance.now();
    total = reader.rows({ ...ALL, ...question }).total;
    return performance.now() - start;
  });
  const { table, filter = '', sort = [] } = question;
  const order = sort.map(({ column, descending }) => `${column} ${descending ? '↓' : '↑'}`).join(', ');
  print(`${table} ${filter} ${order}`, times.sort((a, b) => a - b)[1], `${total} rows`);
}
report('page further down', () => reader.rows({ ...ALL, ...QUESTIONS.at(-1), offset: 1000 }));
report('timeline', () => readTimeline(db, 96));
report('one service with its life', () => readRecord(db, 'services', 'windows:service77'));
await vite.close();

function report(what, act) {
  const start = performance.now();
  act();
  print(what, performance.now() - start, '');
}

function print(what, milliseconds, more) {
  console.log(`${milliseconds.toFixed(0).padStart(6)} ms  ${what}  ${more}`);
}
