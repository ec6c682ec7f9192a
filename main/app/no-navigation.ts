import { app } from 'electron';
import { isOwnAddress, PAGE } from './origin.ts';

/** A page stays what it was loaded as: no navigation, no new window, no webview, in any web contents that ever come to be. */
export function setupNoNavigation(): void {
  app.on('web-contents-created', (_event, contents) => {
    const refuse = (event: { preventDefault(): void }) => event.preventDefault();
    contents.on('will-navigate', refuse);
    contents.on('will-redirect', refuse);
    contents.on('will-frame-navigate', refuse);
    contents.on('will-attach-webview', refuse);
    // Chromium asks nobody before it shows about:blank: back to the page then. (That blank page could not ask us anything.)
    contents.on('did-navigate', (_navigated, address) => {
      if (!isOwnAddress(address)) void contents.loadURL(PAGE);
    });
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}
