/// <reference types="node" />
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright';
import type { TriageResult } from '../../shared/model/triage-event.ts';

const CHROMIUM = '/usr/bin/chromium';
const SCRIPT = fileURLToPath(new URL('../../scripts/renderer-preview.mjs', import.meta.url));
const AXE = fileURLToPath(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url));
/** The policy of the program, but for the mock's one file. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'";
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.jsonl': 'application/x-ndjson',
};

export const hasChromium = existsSync(CHROMIUM);
export const axeSource = (): string => readFileSync(AXE, 'utf8');

export interface PreviewPage {
  readonly browser: Browser;
  readonly address: string;
  close(): Promise<void>;
}

/** Builds the window over the mock of one result, serves it under the program's policy, and starts a browser. */
export async function previewPage(result: TriageResult): Promise<PreviewPage> {
  const folder = mkdtempSync(join(tmpdir(), 'daemonscope-preview-'));
  const lines = [
    result.header,
    ...result.services,
    ...result.events,
    ...result.binaries,
    ...result.findings,
    ...result.diagnostics,
    ...result.coverage,
    result.summary,
  ];
  const file = join(folder, 'result.jsonl');
  const site = join(folder, 'site');
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  execFileSync(process.execPath, [SCRIPT, file, '--build', site], {
    stdio: 'pipe',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const wanted = join(site, path === '/' ? 'index.html' : path);
    if (!existsSync(wanted)) {
      response.writeHead(path === '/favicon.ico' ? 204 : 404).end();
      return;
    }
    const type = TYPES[extname(wanted)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'content-security-policy': POLICY });
    response.end(readFileSync(wanted));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  return {
    browser,
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      await browser.close();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
