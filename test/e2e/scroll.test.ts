import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desktop, startDesktop, TOP } from './support/desktop.ts';
import { processesOf } from './support/processes.ts';

/**
 * Scrolling of a real case of 100,000 services and 200,000 events, without a graphics card. A screen has 60 frames a second, so a frame
 * takes 16.7 ms; a frame is called long as the W3C's Long Animation Frames API calls it, over 50 ms. What the page itself needs is
 * processor time, which neighbours do not change, and is always judged. When frames come is judged against the same page that does
 * nothing but work a while in each. The kernel counts how long the page waited for a processor that others had: frames that came late
 * while it did tell of the neighbours, so the test then says so and is skipped instead of failing.
 *
 * 60 frames a second are asked of scrolling by a row a frame (1,800 pixels a second). A page of new rows in every frame, as when the
 * scroll bar is dragged, needs 14 to 21 ms a frame without a graphics card: not 60 a second, and held to 30 here.
 */
const SERVICES = 100_000;
const EVENTS = 200_000;
const FRAMES = 300;
/** Runs of which the best counts, as long as they are not good enough. */
const RUNS = 3;
const LONG = 50;
/** Of all frames, beyond those of the page that only works. */
const TOLERATED = 0.05;
/** Milliseconds; timers are read in tenths. A machine that cannot do it for the page that only works need not for this one. */
const MEDIAN = 17.5;
/** Milliseconds of work in each frame of that page. */
const WORK = 8;
const FRAME = 1000 / 60;
/** Milliseconds a frame that the page may have waited for a processor. */
const WAIT = 1;

interface Frames {
  readonly median: number;
  readonly long: number;
  readonly longest: number;
  /** Number of the last row that was seen, one-based. */
  readonly reached: number;
  /** Processor milliseconds a frame of the page's main thread. */
  readonly work: number;
  /** Milliseconds a frame that it waited for a processor. */
  readonly waited: number;
}

let folder: string;
let desktop: Desktop;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daemonscope-scroll-'));
  const file = join(folder, 'large.daemonscope');
  const script = join(TOP, 'scripts/desktop-bench-case.mjs');
  const made = spawnSync(process.execPath, [script, 'make', String(SERVICES), String(EVENTS), file], {
    cwd: TOP,
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(made.stdout + made.stderr);
  desktop = await startDesktop(undefined, [file]);
  await desktop.page.waitForSelector('.verdict', { timeout: 60_000 });
}, 600_000);
afterAll(async () => {
  await desktop?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Nanoseconds that the page's main thread was on a processor and waited for one: the first two numbers (Documentation/scheduler/sched-stats). */
function pageTime(): { readonly work: number; readonly waited: number } {
  const [pid = 0] = processesOf(desktop.app.process().pid ?? 0).renderer;
  const [work, waited] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'latin1').split(' ');
  return { work: Number(work), waited: Number(waited) };
}

/** Times of so many frames, in each of which the table is moved by `step` pixels and nothing is done for `work` milliseconds. */
async function frames(step: number, work: number): Promise<Frames> {
  const before = pageTime();
  const measured = await measure(step, work);
  const after = pageTime();
  const aFrame = (what: 'work' | 'waited'): number => (after[what] - before[what]) / 1e6 / FRAMES;
  return { ...measured, work: aFrame('work'), waited: aFrame('waited') };
}

function measure(step: number, work: number): Promise<Omit<Frames, 'work' | 'waited'>> {
  return desktop.page.evaluate(
    ([count, long, pixels, busy]) => {
      interface Row {
        getAttribute(name: string): string | null;
      }
      const { document, requestAnimationFrame } = globalThis as unknown as {
        document: {
          querySelector(selector: string): { scrollTop: number };
          querySelectorAll(selector: string): ArrayLike<Row>;
        };
        requestAnimationFrame(step: (now: number) => void): void;
      };
      const box = document.querySelector('.grid-box');
      box.scrollTop = 0;
      return new Promise<Omit<Frames, 'work' | 'waited'>>((done) => {
        const times: number[] = [];
        let last = 0;
        const next = (now: number): void => {
          if (last > 0) times.push(now - last);
          last = now;
          const end = performance.now() + busy;
          while (performance.now() < end);
          box.scrollTop += pixels;
          if (times.length < count) {
            requestAnimationFrame(next);
            return;
          }
          const rows = Array.from(document.querySelectorAll('[aria-rowindex]'));
          times.sort((a, b) => a - b);
          done({
            median: times[times.length >> 1] ?? 0,
            long: times.filter((time) => time > long).length,
            longest: times.at(-1) ?? 0,
            reached: Math.max(...rows.map((row) => Number(row.getAttribute('aria-rowindex')))),
          });
        };
        requestAnimationFrame(next);
      });
    },
    [FRAMES, LONG, step, work] as const,
  );
}

const inWords = ({ median, long, longest, work, waited }: Frames): string =>
  `median ${median.toFixed(1)} ms, ${long} of ${FRAMES} frames over ${LONG} ms, longest ${longest.toFixed(0)} ms, ${work.toFixed(1)} processor ms a frame, waited ${waited.toFixed(1)}`;

describe.runIf(process.platform === 'linux').each([
  ['services', 's', SERVICES],
  ['events', 'e', EVENTS],
])('a table of $2 $0', (_name, key, total) => {
  it('scrolls at 60 frames a second, by rows, and 30 by pages', async ({ skip }) => {
    const { page } = desktop;
    await page.keyboard.press('g');
    await page.keyboard.press(key);
    await page.waitForSelector('.grid-box[data-stale="false"] .grid-row');
    expect(Number.parseInt((await page.textContent('.filter-count'))?.replaceAll(',', '') ?? '', 10)).toBe(
      total,
    );
    const only = await frames(0, WORK);
    console.log(`${key}, only work: ${inWords(only)}`);
    const dragged = await frames(700, 0);
    console.log(`${key}, a page a frame: ${inWords(dragged)}`);
    // It did move: what is shown is where it was scrolled to.
    expect(dragged.reached).toBeGreaterThan((FRAMES * 700) / 40);
    expect(dragged.work).toBeLessThan(2 * FRAME);

    let moved = await frames(30, 0);
    const isGood = (): boolean => moved.long <= only.long + FRAMES * TOLERATED;
    for (let run = 1; run < RUNS && !isGood(); run += 1) {
      const again = await frames(30, 0);
      if (again.long < moved.long) moved = again;
    }
    console.log(`${key}, a row a frame: ${inWords(moved)}`);
    expect(moved.reached).toBeGreaterThan((FRAMES * 30) / 40);
    expect(moved.work).toBeLessThan(FRAME);
    expect(desktop.problems).toEqual([]);
    const smooth = isGood() && moved.median < Math.max(MEDIAN, only.median * 1.1);
    const waited = Math.max(only.waited, moved.waited);
    if (!smooth && waited > WAIT)
      skip(`machine too busy to judge frames: the page waited ${waited.toFixed(1)} ms a frame`);
    expect(smooth, inWords(moved)).toBe(true);
  }, 120_000);
});
