import { VIEW_IDS, type View } from './view.ts';

const modules = import.meta.glob<{ readonly view: View }>('../features/*/view.tsx', { eager: true });

/** All pages there are, in the order of the navigation. */
export const VIEWS: readonly View[] = Object.values(modules)
  .map((module) => module.view)
  .sort((a, b) => VIEW_IDS.indexOf(a.id) - VIEW_IDS.indexOf(b.id));
