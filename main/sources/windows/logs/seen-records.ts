import { mapIn } from '../../../../shared/map-in.ts';

/** Records that were seen, over all logs; bounded: beyond it one may be told of twice, which costs less than memory without end. */
const MAX_SEEN = 2_000_000;

/** A time, or several of different records with one number. */
type Times = string | null | (string | null)[];

/** Tells the same record in a second place: archived logs and slack hold some again. */
export class SeenRecords {
  /** By computer and channel, then by record number. In steps: a text made of all four for each record costs more than all else here. */
  readonly #logs = new Map<string | null, Map<string | null, Map<string | number, Times>>>();
  #count = 0;

  /** Was there such a record before? Remembers it. */
  isSecond(
    computer: string | null,
    channel: string | null,
    id: string | number,
    time: string | null,
  ): boolean {
    const numbers = mapIn(mapIn(this.#logs, computer), channel);
    const number = typeof id === 'string' && /^(?:0|[1-9]\d{0,14})$/.test(id) ? Number(id) : id;
    const known = numbers.get(number);
    if (known === time && known !== undefined) return true;
    if (Array.isArray(known) && known.includes(time)) return true;
    if (this.#count >= MAX_SEEN) return false;
    this.#count += 1;
    if (known === undefined) numbers.set(number, time);
    else if (Array.isArray(known)) known.push(time);
    else numbers.set(number, [known, time]);
    return false;
  }
}
