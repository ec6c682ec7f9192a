/** The face of this folder: loaded at once where a run has logs and rules. */
export { createFactContext } from '../facts/fact-context.ts';
export { EventJudge, type EventJudgement } from './judge-events.ts';
