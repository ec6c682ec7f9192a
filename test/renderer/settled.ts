import type { Page } from 'playwright';

/** Milliseconds without a change after which nothing more is under way. */
const QUIET = 120;

/**
 * Opens the page of a key after `g`, and waits until it has settled: its code is loaded and has given the page a heading, no table
 * waits for rows, frames are loaded, no animation runs, and nothing has changed for a moment. Until its code is loaded a page is
 * empty, which axe calls a page without a heading.
 */
export async function goTo(page: Page, key: string): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.press(key);
  await settled(page);
}

export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    (quiet) => {
      interface Watch {
        readonly observer: MutationObserver;
        last: number;
      }
      const place = globalThis as unknown as { watch?: Watch | undefined };
      if (place.watch === undefined) {
        const watch: Watch = {
          last: performance.now(),
          observer: new MutationObserver(() => {
            watch.last = performance.now();
          }),
        };
        watch.observer.observe(document, {
          subtree: true,
          childList: true,
          attributes: true,
          characterData: true,
        });
        place.watch = watch;
      }
      const loaded = [...document.querySelectorAll('iframe')].every(
        ({ contentDocument }) =>
          contentDocument?.readyState === 'complete' && contentDocument.body.children.length > 0,
      );
      const busy = document.querySelector('main [aria-busy="true"]') !== null;
      const moving = document.getAnimations().some(({ playState }) => playState === 'running');
      const waiting = [...document.querySelectorAll('main .empty')].some((empty) =>
        empty.textContent?.includes('…'),
      );
      const { watch } = place;
      if (document.querySelector('main h1') === null || busy || moving || waiting || !loaded)
        watch.last = performance.now();
      if (performance.now() - watch.last < quiet) return false;
      watch.observer.disconnect();
      place.watch = undefined;
      return true;
    },
    QUIET,
    { polling: 'raf', timeout: 20_000 },
  );
}
