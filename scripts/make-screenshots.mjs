import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron } from 'playwright';
import { createServer } from 'vite';
import { testElectron } from './electron-runtime.mjs';
import { MORE, SHOTS } from './screenshots/shots.mjs';
import { TOP } from './stale.mjs';

/**
 * Writes docs/screenshots/<theme>-<view>.png: the built window in a real Electron, over scans of a host of our own making as it was and
 * as it is (screenshots/sample-host.ts).
 *
 *     node scripts/make-screenshots.mjs [--out DIR] [--only VIEW] [--more]
 *
 * `--more` adds small windows and a zoom of 200 %, for looking at and not for the documentation.
 */
const option = (name) => {
  const at = process.argv.indexOf(name);
  return at === -1 ? undefined : process.argv[at + 1];
};
const folder = resolve(option('--out') ?? join(TOP, 'docs/screenshots'));
const only = option('--only');
const SIZE = { width: 1280, height: 800 };
/** Shown in the pictures, so always the same. */
const EVIDENCE = join(tmpdir(), 'evidence');
const BUSY = join(EVIDENCE, 'FILESRV-02');
const ABOUT = { case: 'IR-2024-031', evidence: 'E-07', examiner: 'M. Example', notes: null };

if (process.platform === 'linux' && (process.env.DISPLAY ?? '') === '') {
  const again = ['-a', '-s', '-screen 0 1600x1000x24', process.execPath, ...process.argv.slice(1)];
  process.exit(spawnSync('xvfb-run', again, { stdio: 'inherit' }).status ?? 1);
}
for (const script of ['build.mjs', 'desktop-build.mjs']) {
  const args = [join(TOP, 'scripts', script), '--if-stale'];
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
const electron = await testElectron();
if (electron === null) throw new Error('no Electron to take pictures of');
process.env.ELECTRON_OVERRIDE_DIST_PATH = electron.folder;

const data = mkdtempSync(join(tmpdir(), 'daemonscope-screenshots-'));
mkdirSync(EVIDENCE);
try {
  const before = join(EVIDENCE, 'ACCT-WS-07 of 1 March');
  const now = join(EVIDENCE, 'ACCT-WS-07');
  await writeHosts(before, now);
  mkdirSync(folder, { recursive: true });
  for (const theme of ['light', 'dark']) await shoot(theme, before, now);
} finally {
  rmSync(EVIDENCE, { recursive: true, force: true });
  rmSync(data, { recursive: true, force: true });
}

async function writeHosts(before, now) {
  const vite = await createServer({
    root: TOP,
    configFile: false,
    logLevel: 'error',
    server: { middlewareMode: true, ws: false },
    appType: 'custom',
  });
  const sample = await vite.ssrLoadModule('/scripts/screenshots/sample-host.ts');
  sample.writeSampleHost(before, sample.HOST_BEFORE);
  sample.writeSampleHost(now, sample.SAMPLE_HOST);
  const { writeBusyHost } = await vite.ssrLoadModule('/test/e2e/support/busy-host.ts');
  writeBusyHost(BUSY, 10);
  await vite.close();
}

async function shoot(theme, before, now) {
  const answers = join(data, `${theme}.json`);
  const saved = join(EVIDENCE, 'ACCT-WS-07 of 1 March.daemonscope');
  const choose = (value) => writeFileSync(answers, JSON.stringify(value));
  choose({});
  const root = process.platform === 'linux' && process.getuid?.() === 0;
  const app = await _electron.launch({
    args: [
      TOP,
      ...(root ? ['--no-sandbox'] : []),
      `--data-dir=${join(data, theme)}`,
      `--test-choose=${answers}`,
    ],
    cwd: TOP,
  });
  try {
    const page = await app.firstWindow();
    page.on('pageerror', (error) => console.error(`${theme}: ${error.message}`));
    const sized = (width, height, zoom) =>
      app.evaluate(
        ({ BrowserWindow }, [w, h, z]) => {
          const [window] = BrowserWindow.getAllWindows();
          window.setContentSize(w, h);
          window.webContents.setZoomFactor(z);
        },
        [width, height, zoom],
      );
    const scan = async (target) => {
      choose({ folder: target, 'save-case': saved, case: saved });
      await page.evaluate(async (caseData) => {
        const { daemonscope } = globalThis;
        const { value } = await daemonscope.request('app:choose', { what: 'folder' });
        const ended = new Promise((done) => daemonscope.on('scan:done', done));
        const about = { target: value.handle, hash: true, baseline: null, caseData };
        await daemonscope.request('scan:start', about);
        await ended;
      }, ABOUT);
      await page.reload();
      await page.waitForSelector('.verdict');
    };
    const take = async (name, prepare) => {
      if (only !== undefined && !name.startsWith(only)) return;
      await page.reload();
      await page.waitForSelector('.shell');
      await prepare(page);
      await page.mouse.move(640, 795);
      await page.waitForTimeout(400);
      const file = join(folder, `${theme}-${name}.png`);
      // Playwright measures in pixels of the page, which a zoomed window does not have.
      if (!name.endsWith('-200')) await page.screenshot({ path: file });
      else {
        const png = await app.evaluate(async ({ BrowserWindow }) => {
          const image = await BrowserWindow.getAllWindows()[0].webContents.capturePage();
          return image.toPNG().toString('base64');
        });
        writeFileSync(file, Buffer.from(png, 'base64'));
      }
    };
    await page.evaluate((value) => localStorage.setItem('daemonscope.theme', value), theme);
    await sized(SIZE.width, SIZE.height, 1);
    await take('start', SHOTS.start);
    choose({ folder: BUSY });
    if (only === undefined || only === 'scan') {
      await take('scan', SHOTS.scan);
      await page.waitForSelector('.verdict');
    }
    await page.reload();
    await page.waitForSelector('.shell');
    await scan(before);
    await page.keyboard.press('Control+S');
    await page.waitForSelector(':text("Case saved")');
    await scan(now);
    for (const [name, prepare] of Object.entries(SHOTS)) {
      if (name !== 'start' && name !== 'scan') await take(name, prepare);
    }
    if (process.argv.includes('--more')) {
      for (const name of MORE) {
        await sized(1024, 700, 1);
        await take(`${name}-1024`, SHOTS[name]);
        await sized(SIZE.width, SIZE.height, 2);
        await take(`${name}-200`, SHOTS[name]);
      }
    }
  } finally {
    await app.close();
  }
}
