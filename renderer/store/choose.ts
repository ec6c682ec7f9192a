import type { Chosen, RequestOf } from '../../shared/ipc/contract.ts';
import { ask } from '../bridge.ts';
import { useStore } from './store.ts';

/** Lets the user choose by a dialog of the system; null when they did not, or could not (which is said). */
export async function choose(what: RequestOf<'app:choose'>['what']): Promise<Chosen | null> {
  const chosen = await ask('app:choose', { what });
  if (chosen.ok) return chosen.value;
  useStore.getState().toast(chosen.error.message, 'problem');
  return null;
}

export async function openCaseByDialog(): Promise<void> {
  const chosen = await choose('case');
  if (chosen !== null) await useStore.getState().openCase(chosen);
}
