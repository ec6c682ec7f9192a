/** A condition with names resolved (specification 2.1.0, "Condition"). */
export type Condition =
  | { readonly kind: 'selection'; readonly name: string }
  | { readonly kind: 'not'; readonly operand: Condition }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Condition[] }
  /** At least so many of the named selections. */
  | { readonly kind: 'of'; readonly atLeast: number; readonly names: readonly string[] };

/** Names of the selections that a condition speaks of. */
export function namesIn(condition: Condition, found = new Set<string>()): Set<string> {
  switch (condition.kind) {
    case 'selection':
      found.add(condition.name);
      break;
    case 'not':
      namesIn(condition.operand, found);
      break;
    case 'of':
      for (const name of condition.names) found.add(name);
      break;
    default:
      for (const operand of condition.operands) namesIn(operand, found);
  }
  return found;
}
