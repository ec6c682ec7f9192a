import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostileResult } from '../../support/sample-result-hostile.ts';
import { hasChromium, type PreviewPage, previewPage } from '../preview-page.ts';

/** A report as an attacker would want it, had escaping failed: the frame must not run it and the window must not be reached. */
const ATTACK = `<!doctype html><html lang="en"><head><title>Report</title>
<style>body { color: rgb(1, 2, 3); }</style></head><body><h1>Report</h1>
<script>parent.document.title = 'reached'; document.title = 'ran';</script>
<img src="x" onerror="parent.document.title = 'reached'">
<a id="out" href="https://example.org/" target="_top">out</a>
<form action="https://example.org/"><button id="send">send</button></form>
<iframe src="https://example.org/"></iframe></body></html>`;

describe.skipIf(!hasChromium)('the preview of a report', () => {
  let preview: PreviewPage;
  beforeAll(async () => {
    preview = await previewPage(hostileResult());
  });
  afterAll(async () => preview?.close());

  it('has its style under the policy of the window, and runs nothing', async () => {
    const page = await preview.browser.newPage();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.addInitScript((html) => {
      if (window !== window.top) return;
      const define = Object.defineProperty;
      Object.defineProperty = ((target: object, name: string, descriptor: PropertyDescriptor) => {
        if (name !== 'daemonscope') return define(target, name, descriptor);
        const { request, on } = descriptor.value;
        const ask = async (channel: string, value: unknown) =>
          channel === 'report:preview' ? { ok: true, value: { html } } : request(channel, value);
        return define(target, name, { ...descriptor, value: { request: ask, on } });
      }) as typeof Object.defineProperty;
    }, ATTACK);
    await page.goto(`${preview.address}?open`);
    await page.waitForSelector('h1');
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await page.waitForSelector('.preview-frame');
    const inside = page.frameLocator('.preview-frame');
    await inside.locator('h1').waitFor();
    await page.waitForTimeout(300);
    const title = await page.title();
    expect(await inside.locator('body').evaluate((body) => getComputedStyle(body).color)).toBe(
      'rgb(1, 2, 3)',
    );
    expect(await inside.locator('title').evaluate((element) => element.textContent)).toBe('Report');
    await inside.locator('#out').click();
    await inside.locator('#send').click();
    await page.waitForTimeout(300);
    expect(await page.title()).toBe(title);
    expect(title).not.toBe('reached');
    expect(page.url()).toContain(preview.address);
    expect(requests.filter((url) => url.includes('example.org'))).toEqual([]);
    await page.close();
  });
});
