import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import type {
  AnswerOf,
  Bridge,
  CHOICES,
  Channel,
  Envelope,
  RequestOf,
} from '../../../shared/ipc/contract.ts';

export const TOP = join(import.meta.dirname, '../../..');
type Choice = (typeof CHOICES)[number];

export interface Desktop {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Holds the data folder, and whatever a test puts there. */
  readonly folder: string;
  readonly dataFolder: string;
  /** Milliseconds from start to a page with its content parsed. */
  readonly startMilliseconds: number;
  /** What was printed on the page's console or thrown in it. */
  readonly problems: readonly string[];
  /** What dialogs answer from now on. */
  choose(answers: Partial<Record<Choice, string | null>>): void;
  /** Asks over the page's own bridge. */
  ask<C extends Channel>(channel: C, request: RequestOf<C>): Promise<Envelope<AnswerOf<C>>>;
  close(): Promise<void>;
}

/** Switches that Electron needs where tests run: root has no sandbox of Chromium's. */
export const TEST_SWITCHES: readonly string[] = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/**
 * Starts the built window in a fresh folder, or in one that an earlier window has left. `more`: further arguments; `program`: another
 * build than the checkout's.
 */
export async function startDesktop(
  keep?: string,
  more: readonly string[] = [],
  program = TOP,
): Promise<Desktop> {
  const folder = keep ?? mkdtempSync(join(tmpdir(), 'daemonscope-e2e-'));
  const dataFolder = join(folder, 'data');
  const answersFile = join(folder, 'answers.json');
  mkdirSync(dataFolder, { recursive: true });
  writeFileSync(answersFile, '{}');
  const started = Date.now();
  const app = await _electron.launch({
    args: [program, ...TEST_SWITCHES, `--data-dir=${dataFolder}`, `--test-choose=${answersFile}`, ...more],
    cwd: TOP,
    timeout: 40_000,
  });
  const page = await app.firstWindow({ timeout: 40_000 });
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.waitForSelector('#root > *', { timeout: 40_000 });
  const startMilliseconds = Date.now() - started;
  return {
    app,
    page,
    folder,
    dataFolder,
    startMilliseconds,
    problems,
    choose: (answers) => writeFileSync(answersFile, JSON.stringify(answers)),
    ask: (channel, request) =>
      page.evaluate(
        ([name, asked]) =>
          (globalThis as unknown as { daemonscope: Bridge }).daemonscope.request(
            name as never,
            asked as never,
          ),
        [channel, request] as const,
      ) as never,
    close: async () => {
      await app.close();
      if (keep === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}
