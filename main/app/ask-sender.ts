import { isOwnAddress } from './origin.ts';

/** What of a frame says whether it may ask. */
export interface SenderFrame {
  readonly url: string;
  readonly parent: unknown;
}

/** Only the top frame of our own window, showing our own page, may ask anything. */
export function maySend(senderId: number, frame: SenderFrame | null, windowId: number | null): boolean {
  if (frame === null || windowId === null) return false;
  return senderId === windowId && frame.parent === null && isOwnAddress(frame.url);
}
