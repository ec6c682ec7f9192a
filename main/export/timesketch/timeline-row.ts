import type { Platform } from '../../../shared/model/common.ts';

/**
 * One moment. `message`, `datetime` and `timestamp_desc` are what Timesketch insists on, `tag` is its own list of labels
 * (google/timesketch, docs/guides/user/import-from-json-csv.md); the rest are columns of ours, null where nothing is said.
 */
export interface TimelineRow {
  readonly message: string;
  readonly datetime: string;
  readonly timestamp_desc: string;
  /** Like plaso's: system, format, detail. */
  readonly data_type: string;
  readonly host: string | null;
  readonly platform: Platform | null;
  /** `daemonscope`, then worst level and rules of the subject's findings, and what the analyst says. Never empty: Timesketch makes `nan` of no tag. */
  readonly tag: readonly string[];
  readonly level: string | null;
  readonly service: string | null;
  readonly action: string | null;
  readonly actor: string | null;
  readonly event_id: number | null;
  readonly provider: string | null;
  readonly channel: string | null;
  readonly computer: string | null;
  readonly command: string | null;
  readonly path: string | null;
  readonly sha256: string | null;
  readonly rule: string | null;
  readonly rule_id: string | null;
  readonly techniques: readonly string[];
  /** All fields of an event as one JSON object. */
  readonly fields: string | null;
  readonly source_path: string | null;
  readonly source_locator: string | null;
  /** The time with the precision that the evidence has. */
  readonly evidence_time: string;
}

/** Order of the columns, and of the keys in JSONL. */
export const TIMELINE_COLUMNS = [
  'message',
  'datetime',
  'timestamp_desc',
  'data_type',
  'host',
  'platform',
  'tag',
  'level',
  'service',
  'action',
  'actor',
  'event_id',
  'provider',
  'channel',
  'computer',
  'command',
  'path',
  'sha256',
  'rule',
  'rule_id',
  'techniques',
  'fields',
  'source_path',
  'source_locator',
  'evidence_time',
] as const satisfies readonly (keyof TimelineRow)[];

type Said = Partial<Omit<TimelineRow, 'datetime' | 'evidence_time'>> &
  Pick<TimelineRow, 'message' | 'timestamp_desc' | 'data_type'>;

/** A row of what is said, null elsewhere, in the order of the columns. `time` is what `isTime` accepts. */
export function timelineRow(time: string, said: Said): TimelineRow {
  return {
    message: said.message,
    datetime: time,
    timestamp_desc: said.timestamp_desc,
    data_type: said.data_type,
    host: said.host ?? null,
    platform: said.platform ?? null,
    tag: ['daemonscope', ...(said.tag ?? [])],
    level: said.level ?? null,
    service: said.service ?? null,
    action: said.action ?? null,
    actor: said.actor ?? null,
    event_id: said.event_id ?? null,
    provider: said.provider ?? null,
    channel: said.channel ?? null,
    computer: said.computer ?? null,
    command: said.command ?? null,
    path: said.path ?? null,
    sha256: said.sha256 ?? null,
    rule: said.rule ?? null,
    rule_id: said.rule_id ?? null,
    techniques: said.techniques ?? [],
    fields: said.fields ?? null,
    source_path: said.source_path ?? null,
    source_locator: said.source_locator ?? null,
    evidence_time: time,
  };
}
