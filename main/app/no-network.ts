import { app, type Session } from 'electron';
import { isOwnAddress } from './origin.ts';

/** Refuses every request that is not for one of the program's own files. */
export function setupNoNetwork(session: Session): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    const tools = !app.isPackaged && details.url.startsWith('devtools://');
    answer({ cancel: !isOwnAddress(details.url) && !tools && !isImageData(details) });
  });
}

/** `data:` images are bytes that are in the page already. */
function isImageData(details: { readonly url: string; readonly resourceType: string }): boolean {
  return details.url.startsWith('data:image/') && details.resourceType === 'image';
}
