import type { EventRecord } from '../../../shared/model/event-record.ts';

/** A command that changes services, as a log quotes it. That it succeeded is not said. */
export interface ServiceCommand {
  readonly tool: string;
  /** `enable`, `stop`, `mask`…, in the tool's own words. */
  readonly verb: string;
  /** Units with their suffix, names of init scripts as units, labels or property lists of launchd; empty for all. */
  readonly services: readonly string[];
  readonly action: EventRecord['action'];
}
