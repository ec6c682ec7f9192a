import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownElectron, standInElectron } from './electron-runtime.mjs';
import { TOP } from './stale.mjs';

/**
 * How long it takes from the start of the process to the window's first picture, beside the least that Electron can do: medians of
 * starts that take turns.
 *
 *     node scripts/desktop-start-time.mjs [STARTS] [CASE]     (Linux without a display: xvfb-run -a node scripts/…)
 */
const [count = '9', file] = process.argv.slice(2);
const build = spawnSync(process.execPath, [join(TOP, 'scripts/desktop-build.mjs'), '--if-stale'], {
  cwd: TOP,
});
if (build.status !== 0) throw new Error(String(build.stderr));
const electron = ownElectron({ download: false }) ?? (await standInElectron());
if (electron === null) throw new Error('no Electron to measure');
const data = mkdtempSync(join(tmpdir(), 'daemonscope-start-time-'));
const bare = join(data, 'bare');
mkdirSync(bare);
writeFileSync(join(bare, 'package.json'), '{ "name": "bare", "version": "1.0.0", "main": "main.cjs" }');
// The least that Electron can do: an empty page in a window of the same size.
writeFileSync(
  join(bare, 'main.cjs'),
  `const { app, BrowserWindow } = require('electron');
app.disableHardwareAcceleration();
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1440, height: 900, show: false });
  window.once('ready-to-show', () => {
    window.show();
    process.stdout.write('window ready\\n');
    app.quit();
  });
  window.loadURL('data:text/html,<h1>bare</h1>');
});
`,
);
const own = [];
const others = [];
try {
  for (let start = 0; start <= Number(count); start += 1) {
    // One after the other, so that both meet the same load.
    others.push(await timed(bare, `--user-data-dir=${join(data, 'bare-data')}`));
    own.push(
      await timed(
        TOP,
        `--data-dir=${join(data, 'own')}`,
        '--quit-when-ready',
        ...(file === undefined ? [] : [file]),
      ),
    );
  }
} finally {
  rmSync(data, { recursive: true, force: true });
}
console.log(`window:  ${summary(own)}`);
console.log(`nothing: ${summary(others)}   (Electron with an empty page)`);
console.log(
  `ratio ${(median(own) / median(others)).toFixed(2)}; Electron ${electron.version}, ${cpus().length} processors`,
);

/** Milliseconds from the start of the process until it says that the window has its first picture. */
function timed(program, ...args) {
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(electron.executable, [program, ...root, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 60_000,
    });
    let said = '';
    let took = null;
    child.stderr.on('data', (text) => {
      said += text;
    });
    child.stdout.on('data', (text) => {
      said += text;
      if (took === null && said.includes('window ready')) took = performance.now() - started;
    });
    child.once('error', reject);
    child.once('close', () => {
      if (took === null) reject(new Error(`the window did not come: ${said}`));
      else resolve(took);
    });
  });
}

/** Without the first, which finds nothing in memory. */
function median(times) {
  const sorted = times.slice(1).sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

function summary(times) {
  const later = times.slice(1);
  const rounded = (time) => Math.round(time);
  return `${rounded(median(times))} ms (${rounded(Math.min(...later))} to ${rounded(Math.max(...later))}), the very first ${rounded(times[0])} ms`;
}
