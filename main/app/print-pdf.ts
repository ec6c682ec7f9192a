import { BrowserWindow, session as sessions } from 'electron';
import { setupNoPermissions } from './no-permissions.ts';
import { isOwnAddress, PAGE, SCHEME } from './origin.ts';
import type { PrintPdf } from './report-pdf.ts';

/** The report has no script and one inline style sheet; nothing else may be loaded or run. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";

/** Prints in a hidden window of a session that keeps nothing, whose one page is the report; scripts are off. */
export function setupPrintPdf(): PrintPdf {
  let html = '';
  const session = sessions.fromPartition('report');
  setupNoPermissions(session);
  session.webRequest.onBeforeRequest((details, reply) =>
    reply({ cancel: !isOwnAddress(details.url) && !details.url.startsWith('data:image/') }),
  );
  session.protocol.handle(SCHEME, () => {
    const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY };
    return new Response(html, { headers });
  });
  let last: Promise<unknown> = Promise.resolve();
  const print = async (text: string): Promise<Uint8Array> => {
    html = text;
    const window = new BrowserWindow({
      show: false,
      webPreferences: {
        session,
        javascript: false,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        images: true,
        devTools: false,
      },
    });
    try {
      await window.loadURL(PAGE);
      return await window.webContents.printToPDF({ printBackground: true, pageSize: 'A4' });
    } finally {
      html = '';
      window.destroy();
    }
  };
  // One after the other: there is one page.
  return (text) => {
    const next = last.then(() => print(text));
    last = next.catch(() => undefined);
    return next;
  };
}
