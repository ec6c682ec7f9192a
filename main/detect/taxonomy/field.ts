/**
 * The fields that inventory rules may name: what the record says, and facts that typed code computes (`facts/`).
 * A rule that names anything else does not load. `list`: several values, any of which may match.
 */
export interface FieldDescription {
  readonly type: 'text' | 'number' | 'boolean' | 'list';
  readonly is: 'record' | 'fact';
  readonly what: string;
}

export const record = (type: FieldDescription['type'], what: string): FieldDescription => ({
  type,
  is: 'record',
  what,
});

export const fact = (type: FieldDescription['type'], what: string): FieldDescription => ({
  type,
  is: 'fact',
  what,
});
