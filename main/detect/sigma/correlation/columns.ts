import type { BaseRule } from './base-rule.ts';
import type { Link, LinkedCorrelation } from './link-correlations.ts';
import { isLinked } from './link-correlations.ts';

/** Where in the rows of one rule the fields of a correlation are. */
export interface Columns {
  readonly groupBy: readonly number[];
  readonly field: readonly number[];
}

/** The columns of each rule below one link. */
export type LinkColumns = ReadonlyMap<BaseRule, Columns>;

/** Which fields are to be kept of each rule's events, and where each correlation finds its own among them. */
export class FieldPlan {
  readonly #fields = new Map<BaseRule, Map<string, number>>();
  readonly #columns = new Map<Link, LinkColumns>();

  constructor(linked: readonly LinkedCorrelation[]) {
    for (const node of linked) {
      for (const link of node.links) this.#columns.set(link, this.#plan(node, link));
    }
  }

  fieldsOf(base: BaseRule): readonly string[] {
    return [...(this.#fields.get(base)?.keys() ?? [])];
  }

  columnsOf(link: Link): LinkColumns {
    return this.#columns.get(link) ?? new Map();
  }

  #plan({ rule }: LinkedCorrelation, link: Link): LinkColumns {
    const columns = new Map<BaseRule, Columns>();
    const { source } = link;
    for (const base of isLinked(source) ? source.bases.keys() : [source]) {
      const place = (name: string) => this.#place(base, fieldBelow(link, base, name));
      columns.set(base, {
        groupBy: rule.correlation.groupBy.map(place),
        field: rule.correlation.field.map(place),
      });
    }
    return columns;
  }

  #place(base: BaseRule, field: string): number {
    let fields = this.#fields.get(base);
    if (fields === undefined) {
      fields = new Map();
      this.#fields.set(base, fields);
    }
    const known = fields.get(field);
    if (known !== undefined) return known;
    fields.set(field, fields.size);
    return fields.size - 1;
  }
}

/** What a field or alias of a correlation is called in the events of a rule below it; chains are at most 16 long. */
function fieldBelow(link: Link, base: BaseRule, name: string): string {
  const below = link.aliases.get(name) ?? name;
  if (!isLinked(link.source)) return below;
  const inner = link.source.bases.get(base);
  return inner === undefined ? below : fieldBelow(inner, base, below);
}
