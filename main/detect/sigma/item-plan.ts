import type { Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import type { Encoder, Modifier, ModifierFamily, Order, Place, RegexFlag, TimePart } from './modifiers.ts';
import { isModifier, MODIFIERS, ofFamily, unknownModifier } from './modifiers.ts';

export interface TextPlan {
  readonly kind: 'text';
  readonly expand: boolean;
  readonly windash: boolean;
  readonly encoders: readonly Encoder[];
  readonly place: Place | null;
  readonly cased: boolean;
}

/** What the modifiers of one key ask for, checked: only combinations with a meaning exist. */
export type ComparisonPlan =
  | TextPlan
  | { readonly kind: 'regex'; readonly flags: readonly RegexFlag[] }
  | { readonly kind: 'cidr'; readonly expand: boolean }
  | { readonly kind: 'fieldref'; readonly place: Place | null; readonly cased: boolean }
  | { readonly kind: 'exists' }
  | { readonly kind: 'number'; readonly order: Order; readonly part: TimePart | null }
  | { readonly kind: 'time'; readonly part: TimePart };

export interface ItemPlan {
  readonly comparison: ComparisonPlan;
  /** Every listed value must be found, not one of them. */
  readonly all: boolean;
  /** `neq`: true when the comparison is not. */
  readonly negated: boolean;
}

/** Families that decide how values are compared, with the families that may stand beside each. */
const COMPANIONS = {
  re: ['flag', 'all', 'neq'],
  cidr: ['expand', 'all', 'neq'],
  fieldref: ['place', 'cased', 'all', 'neq'],
  exists: [],
  time: ['order', 'all', 'neq'],
  order: ['time', 'all'],
  text: ['place', 'cased', 'encoder', 'windash', 'expand', 'all', 'neq'],
} as const satisfies Readonly<Record<string, readonly ModifierFamily[]>>;

const LEADERS = ['re', 'cidr', 'fieldref', 'exists', 'time', 'order'] as const;

const NEED_FIELD: ReadonlySet<ModifierFamily> = new Set([
  'neq',
  'cidr',
  'fieldref',
  'exists',
  'order',
  'time',
]);

/** Families that must come before others, since "the value modifiers are applied in the given order". */
const SEQUENCE: readonly (readonly [ModifierFamily, ModifierFamily])[] = [
  ['re', 'flag'],
  ['time', 'order'],
  ['expand', 'encoder'],
  ['windash', 'encoder'],
  ['encoder', 'place'],
];

/** Plans by modifiers as written: the few combinations that have a meaning, met by the hundred in a rule set. */
const plans = new Map<string, Result<ItemPlan, string>>();

/** Checks the modifiers of one key (specification 2.1.0, "Value Modifiers"); the error is a sentence. */
export function planItem(names: readonly string[], hasField: boolean): Result<ItemPlan, string> {
  const key = `${hasField}|${names.join('|')}`;
  const known = plans.get(key);
  if (known !== undefined) return known;
  const plan = makePlan(names, hasField);
  if (plan.ok) plans.set(key, plan);
  return plan;
}

function makePlan(names: readonly string[], hasField: boolean): Result<ItemPlan, string> {
  const unknown = names.find((name) => !isModifier(name));
  if (unknown !== undefined) return fail(unknownModifier(unknown));
  const modifiers = names.filter(isModifier);
  const problem = findProblem(modifiers, hasField);
  if (problem !== null) return fail(problem);
  return ok({
    comparison: planComparison(modifiers),
    all: modifiers.includes('all'),
    negated: modifiers.includes('neq'),
  });
}

function findProblem(modifiers: readonly Modifier[], hasField: boolean): string | null {
  const repeated = modifiers.find((modifier, index) => modifiers.indexOf(modifier) !== index);
  if (repeated !== undefined) return `The modifier "${repeated}" is written twice.`;
  const families = new Set<ModifierFamily>(modifiers.map((modifier) => MODIFIERS[modifier]));
  const leader = LEADERS.find((family) => families.has(family)) ?? 'text';
  const companions: readonly ModifierFamily[] = COMPANIONS[leader];
  const alien = modifiers.find((modifier) => {
    const family = MODIFIERS[modifier];
    return family !== leader && !companions.includes(family);
  });
  if (alien !== undefined) return alienProblem(alien, leader, modifiers);
  for (const family of ['place', 'order', 'time'] as const) {
    const [first, second] = ofFamily(modifiers, family);
    if (second !== undefined) return `The modifiers "${first}" and "${second}" exclude each other.`;
  }
  if (!hasField) {
    const needing = modifiers.find((modifier) => NEED_FIELD.has(MODIFIERS[modifier]));
    if (needing !== undefined) return `The modifier "${needing}" needs a field, but keywords have none.`;
  }
  return findDisorder(modifiers);
}

function alienProblem(alien: Modifier, leader: string, modifiers: readonly Modifier[]): string {
  if (MODIFIERS[alien] === 'flag') return `The modifier "${alien}" belongs after "re".`;
  const other = modifiers.find((modifier) => MODIFIERS[modifier] === leader);
  if (leader === 're') {
    return `The modifier "${alien}" cannot be combined with "re": a regular expression says all of that itself.`;
  }
  return `The modifiers "${other}" and "${alien}" cannot be combined.`;
}

function findDisorder(modifiers: readonly Modifier[]): string | null {
  for (const [before, after] of SEQUENCE) {
    const last = modifiers.findLastIndex((modifier) => MODIFIERS[modifier] === before);
    const first = modifiers.findIndex((modifier) => MODIFIERS[modifier] === after);
    if (last !== -1 && first !== -1 && first < last) {
      return `The modifier "${modifiers[last]}" must come before "${modifiers[first]}": modifiers apply in the order written.`;
    }
  }
  return null;
}

function planComparison(modifiers: readonly Modifier[]): ComparisonPlan {
  const place = ofFamily(modifiers, 'place')[0] ?? null;
  const part = ofFamily(modifiers, 'time')[0] ?? null;
  const order = ofFamily(modifiers, 'order')[0] ?? null;
  const cased = modifiers.includes('cased');
  const expand = modifiers.includes('expand');
  if (modifiers.includes('re')) return { kind: 'regex', flags: ofFamily(modifiers, 'flag') };
  if (modifiers.includes('cidr')) return { kind: 'cidr', expand };
  if (modifiers.includes('fieldref')) return { kind: 'fieldref', place, cased };
  if (modifiers.includes('exists')) return { kind: 'exists' };
  if (order !== null) return { kind: 'number', order, part };
  if (part !== null) return { kind: 'time', part };
  const encoders = ofFamily(modifiers, 'encoder');
  return { kind: 'text', expand, windash: modifiers.includes('windash'), encoders, place, cased };
}
