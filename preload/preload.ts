import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge } from '../shared/ipc/contract.ts';
import { NOTICE_CHANNEL, REQUEST_CHANNEL } from '../shared/ipc/wire.ts';

/**
 * All that the page gets of the program: to ask, and to be told. Neither the event nor `ipcRenderer` passes through. Checks are made
 * in the main process, where a page that was taken over cannot reach them.
 */
const bridge: Bridge = {
  request: (channel, request) => ipcRenderer.invoke(REQUEST_CHANNEL, channel, request),
  on: (notice, listener) => {
    const hear = (_event: unknown, name: unknown, value: unknown): void => {
      if (name === notice) listener(value as never);
    };
    ipcRenderer.on(NOTICE_CHANNEL, hear);
    return () => {
      ipcRenderer.removeListener(NOTICE_CHANNEL, hear);
    };
  },
};

contextBridge.exposeInMainWorld('daemonscope', bridge);
