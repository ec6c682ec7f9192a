import type { Root } from '../../main/sources/root.ts';

/** A folder of bare hives at the top of the evidence. */
export const BARE_HIVES: Root = {
  layout: 'windows-hives',
  platform: 'windows',
  base: '',
  configFolder: '/',
  systemFolder: null,
  folders: [],
  filesComplete: false,
  reason: '',
};
