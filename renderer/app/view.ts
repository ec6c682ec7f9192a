import type { ComponentType } from 'react';
import type { IconName } from '../ui/icon.tsx';

/** Every page of the window, in the order of the navigation. */
export const VIEW_IDS = [
  'start',
  'overview',
  'findings',
  'services',
  'files',
  'events',
  'diagnostics',
  'compare',
  'report',
] as const;
export type ViewId = (typeof VIEW_IDS)[number];

/** One line of the list of shortcuts. */
export interface Shortcut {
  /** As shown: `g o`, `Alt+2`, `/`. */
  readonly keys: string;
  readonly what: string;
}

/** What a feature exports as `view` from its `view.tsx`; the shell finds it by its place. */
export interface View {
  readonly id: ViewId;
  readonly title: string;
  readonly icon: IconName;
  /** Second key after `g`. */
  readonly key: string;
  /** Nothing to show without an open case. */
  readonly needsCase: boolean;
  /** Shortcuts of this page only, for the list. */
  readonly shortcuts: readonly Shortcut[];
  /** `lazy(…)` for all pages but the first: what nobody looks at yet need not be read. */
  readonly Component: ComponentType;
}
