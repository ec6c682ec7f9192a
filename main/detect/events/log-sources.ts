import type { LogSource } from '../sigma/sigma.ts';
import type { EventStream } from './stream.ts';
import { SERVICE_EVENT_STREAMS, UNIX_STREAMS } from './unix-streams.ts';
import { WINDOWS_STREAMS } from './windows-streams.ts';

/** Every stream of events that rules can be written for. */
export const EVENT_STREAMS: readonly EventStream[] = [
  ...WINDOWS_STREAMS,
  ...UNIX_STREAMS,
  ...SERVICE_EVENT_STREAMS,
];

export const EVENT_LOG_SOURCES: readonly LogSource[] = EVENT_STREAMS.map(({ source }) => source);
