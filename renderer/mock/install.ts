import { mockBridge } from './mock-bridge.ts';
import { parseResult } from './parse-result.ts';

/**
 * Stands in for the program in the preview page (`scripts/renderer-preview.mjs`): answers the contract from a JSONL result. Never part
 * of the window that ships, since nothing in it imports this.
 */
const text = await (await fetch('./case.jsonl')).text();
const options = new URLSearchParams(location.search);
Object.defineProperty(window, 'daemonscope', {
  value: mockBridge(parseResult(text), { open: options.has('open') }),
});
