import { MAX_EVENTS } from '../../shared/limits.ts';

/** Coverage of a source that was being read when the run was cancelled. */
export function cancelledWithin(source: string) {
  return {
    type: 'coverage',
    source,
    outcome: 'failed',
    counts: {},
    reason: 'the run was cancelled while it was read: what had been read is there',
  } as const;
}

/** `left`: events beyond MAX_EVENTS. */
export function tooManyEvents(left: number) {
  return {
    type: 'diagnostic',
    severity: 'error',
    code: 'events-left-out',
    source: 'triage',
    path: '',
    offset: null,
    what: `${left} further events of logs were judged by the rules and are not listed: more than ${MAX_EVENTS} in one result`,
  } as const;
}

/** Coverage of a source whose turn had not come. */
export function cancelledBefore(source: string) {
  return {
    type: 'coverage',
    source,
    outcome: 'failed',
    counts: {},
    reason: 'the run was cancelled before it was looked at',
  } as const;
}
