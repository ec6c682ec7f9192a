import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { SHOTS } from './screenshots/shots.mjs';
import { TOP } from './stale.mjs';

/**
 * Writes docs/screenshots/<theme>-<view>.png: the built window in Chromium over a mock of the program that answers from a real scan of
 * a host of our own making (screenshots/sample-host.ts).
 *
 *     node scripts/make-screenshots.mjs [--out DIR] [--only VIEW]
 */
const option = (name) => {
  const at = process.argv.indexOf(name);
  return at === -1 ? undefined : process.argv[at + 1];
};
const folder = resolve(option('--out') ?? join(TOP, 'docs/screenshots'));
const only = option('--only');
const SIZE = { width: 1280, height: 800 };
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'";
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' };

const work = mkdtempSync(join(tmpdir(), 'daemonscope-screenshots-'));
try {
  const { result, report } = await scanSampleHost();
  const site = join(work, 'site');
  node('scripts/renderer-preview.mjs', result, '--build', site);
  await shoot(site, readFileSync(report, 'utf8'));
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** A scan that had gaps ends with 4: the sample has some, to be shown. */
function node(script, ...args) {
  const { status } = spawnSync(process.execPath, [join(TOP, script), ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0 && status !== 4) throw new Error(`${script} ended with ${status}`);
}

/** The command line's own work, so that what the pictures show is what the program finds. */
async function scanSampleHost() {
  const host = join(work, 'ACCT-WS-07');
  const vite = await createServer({
    root: TOP,
    configFile: false,
    logLevel: 'error',
    server: { middlewareMode: true, ws: false },
    appType: 'custom',
  });
  const { writeSampleHost } = await vite.ssrLoadModule('/scripts/screenshots/sample-host.ts');
  writeSampleHost(host);
  await vite.close();
  node('scripts/build.mjs', '--if-stale');
  const output = join(work, 'output');
  const about = ['--case', 'IR-2024-031', '--evidence', 'E-07', '--examiner', 'M. Example'];
  node('out/cli.js', 'scan', host, '-q', '--format', 'html,jsonl', '--output', output, ...about);
  // Where it lay while it was scanned is nobody's business.
  for (const name of ['daemonscope.jsonl', 'report.html']) {
    const file = join(output, name);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(host, '/mnt/ACCT-WS-07'));
  }
  return { result: join(output, 'daemonscope.jsonl'), report: join(output, 'report.html') };
}

async function shoot(site, reportHtml) {
  const server = createHttpServer((request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    try {
      const body = readFileSync(join(site, path === '/' ? 'index.html' : path));
      const type = TYPES[extname(path) || '.html'] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type, 'content-security-policy': POLICY }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  mkdirSync(folder, { recursive: true });
  try {
    for (const theme of ['light', 'dark']) {
      for (const [view, prepare] of Object.entries(SHOTS)) {
        if (only !== undefined && only !== view) continue;
        const context = await browser.newContext({
          viewport: SIZE,
          colorScheme: theme,
          reducedMotion: 'reduce',
        });
        const page = await context.newPage();
        page.on('pageerror', (error) => console.error(`${view}: ${error.message}`));
        await page.addInitScript(answerReport, reportHtml);
        const start = view === 'start' || view === 'scan' ? '' : '?open';
        await page.goto(`http://127.0.0.1:${server.address().port}/${start}`);
        await page.waitForSelector('h1');
        await prepare(page);
        await page.waitForTimeout(250);
        await page.screenshot({ path: join(folder, `${theme}-${view}.png`) });
        await context.close();
      }
    }
  } finally {
    await browser.close();
    server.close();
  }
}

/** Runs in the page: the mock has no report, so the one that the command line wrote is given instead. */
function answerReport(html) {
  const define = Object.defineProperty;
  Object.defineProperty = (target, name, descriptor) => {
    if (name !== 'daemonscope') return define(target, name, descriptor);
    const { request, on } = descriptor.value;
    const answer = async (channel, value) => {
      if (channel === 'report:preview') return { ok: true, value: { html } };
      const answered = await request(channel, value);
      // As the engine sorts: what has no level comes last.
      if (channel === 'case:rows' && value.sort[0]?.column === 'level' && answered.ok)
        answered.value.rows.sort((a, b) => Number(a.cells[0] === null) - Number(b.cells[0] === null));
      return answered;
    };
    return define(target, name, { ...descriptor, value: { request: answer, on } });
  };
}
