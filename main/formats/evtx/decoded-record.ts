import { collectFields, type RecordHead } from './collect-fields.ts';
import type { EvtxFields, EvtxRecord } from './evtx-record.ts';
import type { TemplateInstance } from './evtx-value.ts';
import { u64Text } from './little-endian.ts';
import { renderXml } from './render-xml.ts';
import { filetimeOrNull, momentOf } from './value-text.ts';

/** signature (32), size (32), record identifier (64), FILETIME (64); a copy of the size (32) ends the record. */
export const RECORD_HEAD = 24;

/** `YYYY-MM-DDTHH:MM:SS` and what follows. */
const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/;
const EXACT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/;
const NO_TIME = '1601-01-01T00:00:00.0000000Z';

/** A record made of a template and its values; the fields are made at once, the XML text when it is asked for. */
export class DecodedRecord implements EvtxRecord {
  readonly recordId: string;
  readonly offset: number;
  readonly written: string | null;
  readonly recovered: boolean;
  readonly fields: EvtxFields;
  readonly #instances: readonly TemplateInstance[];
  readonly #head: RecordHead = {
    provider: null,
    eventId: null,
    channel: null,
    computer: null,
    time: null,
    userSid: null,
  };

  /** `at`: of the record in `bytes`. Throws ParseError. */
  constructor(
    bytes: Uint8Array,
    at: number,
    offset: number,
    recovered: boolean,
    instances: readonly TemplateInstance[],
    omit: ReadonlySet<string> | null = null,
  ) {
    this.recordId = u64Text(bytes, at + 8);
    this.offset = offset;
    this.written = filetimeOrNull(bytes, at + 16);
    this.recovered = recovered;
    this.fields = collectFields(instances, this.#head, omit);
    this.#instances = instances;
  }

  get provider(): string | null {
    return textOf(this.#head.provider);
  }

  get eventId(): number | null {
    const { eventId } = this.#head;
    return typeof eventId === 'number' ? eventId : null;
  }

  get channel(): string | null {
    return textOf(this.#head.channel);
  }

  get computer(): string | null {
    return textOf(this.#head.computer);
  }

  get time(): string | null {
    return sevenDecimals(textOf(this.#head.time));
  }

  get moment(): number | null {
    return momentOf(this.time);
  }

  get userSid(): string | null {
    return textOf(this.#head.userSid);
  }

  field(name: string): string | number | null | undefined {
    return this.fields[name];
  }

  xml(): string {
    return renderXml(this.#instances);
  }
}

function textOf(value: string | number | null | undefined): string | null {
  return value === undefined || value === null ? null : String(value);
}

/** Records that were exported with rendered values have the time as text, with nine decimals. */
export function sevenDecimals(text: string | null): string | null {
  if (text === null || text === NO_TIME) return null;
  if (text.length === NO_TIME.length && EXACT.test(text)) return text;
  const [, seconds, fraction = ''] = TIME.exec(text) ?? [];
  return seconds === undefined ? null : `${seconds}.${fraction.slice(0, 7).padEnd(7, '0')}Z`;
}
