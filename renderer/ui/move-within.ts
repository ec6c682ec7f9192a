import type { KeyboardEvent } from 'react';

/** Arrow keys, Home and End among the buttons of one group; the group is one tab stop (APG, roving tabindex). */
export function moveWithin(event: KeyboardEvent<HTMLElement>, role: string): void {
  const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>(`[role="${role}"]`)];
  const at = items.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return;
  const step = steps[event.key];
  const to =
    event.key === 'Home' ? 0 : event.key === 'End' ? items.length - 1 : step === undefined ? at : at + step;
  if (to === at) return;
  event.preventDefault();
  const target = items[(to + items.length) % items.length];
  target?.focus();
  target?.click();
}
