import { ipcMain, type WebContents } from 'electron';
import type { Envelope } from '../../shared/ipc/contract.ts';
import { REQUEST_CHANNEL } from '../../shared/ipc/wire.ts';
import { type Answerer, answerChecked, refuse } from './answer-checked.ts';
import { maySend } from './ask-sender.ts';

/**
 * The one door for what the window asks: who asks, then which channel, then whether the request is what the channel takes, and at
 * the end whether the answer is what it promises.
 */
export function setupRequests(window: () => WebContents | null, answer: Answerer): void {
  ipcMain.handle(
    REQUEST_CHANNEL,
    async (event, channel: unknown, request: unknown): Promise<Envelope<unknown>> => {
      if (!maySend(event.sender.id, event.senderFrame, window()?.id ?? null)) {
        return refuse('invalid', 'This page may not ask anything.');
      }
      return answerChecked(channel, request, answer);
    },
  );
}
