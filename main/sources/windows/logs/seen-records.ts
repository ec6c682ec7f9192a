import { mapIn } from '../../../../shared/map-in.ts';

/** Records that are remembered, over all logs; bounded: beyond it one may be told of twice, which costs less than memory without end. */
const MAX_SEEN = 2_000_000;

/** When a record was made, in whatever form tells times apart. */
type Moment = string | number | null;
/** A moment, or several of different records with one number. */
type Moments = Moment | Moment[];
type Numbers = Map<string | number, Moments>;

/** Tells the same record in a second place: archived logs and slack hold some again. */
export class SeenRecords {
  /** By computer and channel, then by record number. In steps: a text made of all four for each record costs more than all else here. */
  readonly #logs = new Map<string | null, Map<string | null, Numbers>>();
  #count = 0;
  // What was asked about last.
  #numbers: Numbers = new Map();
  #number: string | number = '';
  #moment: Moment = null;

  /** Was such a record remembered? */
  has(computer: string | null, channel: string | null, id: string | number, moment: Moment): boolean {
    this.#numbers = mapIn(mapIn(this.#logs, computer), channel);
    this.#number = typeof id === 'string' && /^(?:0|[1-9]\d{0,14})$/.test(id) ? Number(id) : id;
    this.#moment = moment;
    const known = this.#numbers.get(this.#number);
    if (known === undefined) return false;
    return Array.isArray(known) ? known.includes(moment) : known === moment;
  }

  /** Remembers the record that `has` was asked about last. */
  remember(): void {
    if (this.#count >= MAX_SEEN) return;
    this.#count += 1;
    const known = this.#numbers.get(this.#number);
    if (known === undefined) this.#numbers.set(this.#number, this.#moment);
    else if (Array.isArray(known)) known.push(this.#moment);
    else this.#numbers.set(this.#number, [known, this.#moment]);
  }
}
