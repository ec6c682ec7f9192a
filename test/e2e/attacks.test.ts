import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Desktop, startDesktop } from './support/desktop.ts';

/** What a page that was taken over would try. */
const PAGE = 'app://daemonscope/index.html';
let desktop: Desktop;
let server: Server;
let remote: string;
let visits: string[];

beforeAll(async () => {
  server = createServer((request, response) => {
    visits.push(request.url ?? '');
    response.end('<h1>remote</h1>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  remote = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  desktop = await startDesktop();
});
beforeEach(() => {
  visits = [];
});
afterAll(async () => {
  await desktop?.close();
  server.close();
});

const pause = () => desktop.page.waitForTimeout(300);
const windows = () => desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);

/** Runs code in the page as an attacker would, past its policy: DevTools' own evaluation is not bound by it. */
const inPage = (code: string) => desktop.page.evaluate(code);

describe('navigation', () => {
  const targets = () => [
    'file:///etc/passwd',
    remote,
    'https://example.org/',
    'data:text/html,<h1>x</h1>',
    'about:blank',
    'chrome://version',
    'app://other/index.html',
    'app://daemonscope/assets/none.html',
    'javascript:document.body.innerHTML=""',
  ];

  it('is refused to every address', async () => {
    for (const target of targets()) {
      await inPage(`location.href = ${JSON.stringify(target)}; undefined`).catch(() => undefined);
      await pause();
      expect(desktop.page.url(), target).toBe(PAGE);
      expect(await desktop.page.locator('#root > *').count(), target).toBeGreaterThan(0);
    }
    expect(visits).toEqual([]);
  });

  it('is refused to links and forms', async () => {
    await inPage(`{
      const link = document.createElement('a');
      link.href = ${JSON.stringify(remote)};
      document.body.append(link); link.click(); link.remove();
      const form = document.createElement('form');
      form.action = ${JSON.stringify(remote)}; form.method = 'post';
      document.body.append(form); form.submit(); form.remove();
    } undefined`);
    await pause();
    expect(desktop.page.url()).toBe(PAGE);
    expect(visits).toEqual([]);
  });

  it('opens no window, frame or webview', async () => {
    for (const target of targets())
      expect(await inPage(`window.open(${JSON.stringify(target)}) === null`)).toBe(true);
    await inPage(`{
      for (const name of ['iframe', 'webview', 'object', 'embed']) {
        const element = document.createElement(name);
        element.src = element.data = ${JSON.stringify(remote)};
        element.className = 'attack';
        document.body.append(element);
      }
    } undefined`);
    await pause();
    expect(await windows()).toBe(1);
    const contents = await desktop.app.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((one) => one.getType()),
    );
    expect(contents).toEqual(['window']);
    await inPage(`document.querySelectorAll('.attack').forEach((element) => element.remove())`);
    expect(visits).toEqual([]);
  });
});

describe('the network', () => {
  it('is not there for fetch, WebSocket, images, scripts, styles, workers or the clipboard of others', async () => {
    await inPage(`(async () => {
      const remote = ${JSON.stringify(remote)};
      await fetch(remote).catch(() => {});
      try { new WebSocket(remote.replace('http', 'ws')) } catch {}
      try { new EventSource(remote) } catch {}
      try { new Worker(remote) } catch {}
      navigator.sendBeacon(remote, 'x');
      new Image().src = remote + 'image';
      for (const [name, attribute] of [['script', 'src'], ['link', 'href'], ['video', 'src']]) {
        const element = document.createElement(name);
        if (name === 'link') element.rel = 'stylesheet';
        element[attribute] = remote + name;
        document.head.append(element);
      }
    })()`);
    await pause();
    expect(visits).toEqual([]);
  });

  it('is refused below the page too', async () => {
    const outcome = await desktop.app.evaluate(async ({ BrowserWindow }, address) => {
      const { session } = BrowserWindow.getAllWindows()[0]?.webContents ?? {};
      return session?.fetch(address).then(
        () => 'answered',
        (error: unknown) => String(error),
      );
    }, remote);
    expect(outcome).toContain('ERR_BLOCKED_BY_CLIENT');
    expect(visits).toEqual([]);
  });

  it('runs no script or style that is not a file of ours', async () => {
    const ran = await inPage(`(async () => {
      const ran = [];
      globalThis.attack = (what) => ran.push(what);
      const script = document.createElement('script');
      script.textContent = 'attack("inline")';
      document.head.append(script);
      document.body.insertAdjacentHTML('beforeend', '<img class="attack" src="x" onerror="attack(1)"><p class="attack" style="color: rgb(1, 2, 3)">x</p>');
      await new Promise((resolve) => setTimeout(resolve, 200));
      if (getComputedStyle(document.querySelector('p.attack')).color === 'rgb(1, 2, 3)') ran.push('style');
      document.querySelectorAll('.attack').forEach((element) => element.remove());
      return ran;
    })()`);
    expect(ran).toEqual([]);
    expect(desktop.problems.some((problem) => problem.includes('Content Security Policy'))).toBe(true);
  });
});

describe('app://', () => {
  it('serves the built files only, whatever the path says', async () => {
    const statuses = await desktop.app.evaluate(async ({ BrowserWindow }) => {
      const { session } = BrowserWindow.getAllWindows()[0]?.webContents ?? {};
      const paths = [
        'index.html',
        '',
        'package.json',
        '../package.json',
        '../../package.json',
        '%2e%2e/package.json',
        '..%2fdesktop/electron.cjs',
        '..%5cdesktop%5celectron.cjs',
        'index.html/../../desktop/electron.cjs',
        'index.html%00.js',
        'INDEX.HTML',
        'constructor',
        '__proto__',
      ];
      const results: [string, number][] = [];
      for (const path of paths) {
        // Some are no addresses at all for Electron's own client.
        const response = await session?.fetch(`app://daemonscope/${path}`).catch(() => undefined);
        results.push([path, response?.status ?? 0]);
      }
      return results;
    });
    expect(statuses.filter(([, status]) => status === 200).map(([path]) => path)).toEqual(['index.html']);
  });

  it('sends the policy with every answer', async () => {
    const headers = await desktop.app.evaluate(async ({ BrowserWindow }) => {
      const { session } = BrowserWindow.getAllWindows()[0]?.webContents ?? {};
      const response = await session?.fetch('app://daemonscope/index.html');
      return Object.fromEntries(response?.headers ?? []);
    });
    expect(headers['content-security-policy']).toContain(
      "default-src 'none'; script-src 'self'; style-src 'self'",
    );
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['x-content-type-options']).toBe('nosniff');
  });
});

describe('permissions', () => {
  it('are refused', async () => {
    const granted = await inPage(`(async () => {
      const granted = [];
      const attempt = (name, promise) => promise.then(() => granted.push(name), () => {});
      await attempt('camera', navigator.mediaDevices.getUserMedia({ video: true }));
      await attempt('screen', navigator.mediaDevices.getDisplayMedia({ video: true }));
      await attempt('clipboard', navigator.clipboard.readText());
      await attempt('place', new Promise((ok, no) => navigator.geolocation.getCurrentPosition(ok, no)));
      if ((await Notification.requestPermission()) === 'granted') granted.push('notification');
      return granted;
    })()`);
    expect(granted).toEqual([]);
  });
});

describe('requests', () => {
  const raw = (channel: unknown, request: unknown) =>
    desktop.page.evaluate(
      ([name, asked]) =>
        (
          globalThis as unknown as { daemonscope: { request(...args: unknown[]): Promise<unknown> } }
        ).daemonscope.request(name, asked),
      [channel, request],
    );

  it('on channels that do not exist are refused', async () => {
    for (const channel of [
      'app:nothing',
      '',
      '__proto__',
      'constructor',
      'toString',
      null,
      7,
      {},
      ['app:info'],
    ]) {
      expect(await raw(channel, {}), String(channel)).toMatchObject({
        ok: false,
        error: { code: 'invalid' },
      });
    }
  });

  it('that are malformed are refused', async () => {
    const attempts: [string, unknown][] = [
      ['app:info', null],
      ['app:info', { extra: 1 }],
      ['app:choose', { what: 'anything' }],
      ['case:open', { handle: '/etc/passwd' }],
      ['case:open', { handle: '../../etc/passwd' }],
      ['case:open', {}],
      ['scan:start', { target: '/etc', hash: true, baseline: null, caseData: {} }],
      [
        'case:rows',
        {
          table: 'sqlite_master',
          filter: '',
          levels: [],
          hideKnownGood: false,
          sort: [],
          offset: 0,
          limit: 1,
        },
      ],
      [
        'case:rows',
        { table: 'services', filter: '', levels: [], hideKnownGood: false, sort: [], offset: -1, limit: 1e9 },
      ],
    ];
    for (const [channel, request] of attempts) {
      expect(await raw(channel, request), JSON.stringify(request)).toMatchObject({
        ok: false,
        error: { code: 'invalid' },
      });
    }
  });

  it('for paths that nobody chose are refused', async () => {
    expect(await raw('case:open', { handle: 'a-made-up-handle' })).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    });
  });

  it('of another window are refused, even one with our preload script and page', async () => {
    const answered = await desktop.app.evaluate(async ({ app, BrowserWindow }) => {
      const other = new BrowserWindow({
        show: false,
        webPreferences: { preload: `${app.getAppPath()}/out/desktop/preload.cjs`, sandbox: true },
      });
      await other.loadURL('app://daemonscope/index.html');
      const answer: unknown = await other.webContents.executeJavaScript(
        'daemonscope.request("app:info", {})',
      );
      other.destroy();
      return answer;
    });
    expect(answered).toMatchObject({ ok: false, error: { code: 'invalid' } });
  });
});
