import { didYouMean } from './nearest.ts';

/** What a modifier does; modifiers of one family exclude each other unless said otherwise. */
export type ModifierFamily =
  | 'all'
  | 'neq'
  | 'cased'
  | 'place'
  | 'expand'
  | 'windash'
  | 'encoder'
  | 're'
  | 'flag'
  | 'cidr'
  | 'fieldref'
  | 'exists'
  | 'order'
  | 'time';

/** All modifiers of specification 2.1.0, appendix "Modifiers". */
export const MODIFIERS = {
  all: 'all',
  neq: 'neq',
  cased: 'cased',
  contains: 'place',
  startswith: 'place',
  endswith: 'place',
  expand: 'expand',
  windash: 'windash',
  base64: 'encoder',
  base64offset: 'encoder',
  utf16: 'encoder',
  utf16le: 'encoder',
  utf16be: 'encoder',
  wide: 'encoder',
  re: 're',
  i: 'flag',
  m: 'flag',
  s: 'flag',
  cidr: 'cidr',
  fieldref: 'fieldref',
  exists: 'exists',
  lt: 'order',
  lte: 'order',
  gt: 'order',
  gte: 'order',
  minute: 'time',
  hour: 'time',
  day: 'time',
  week: 'time',
  month: 'time',
  year: 'time',
} as const satisfies Readonly<Record<string, ModifierFamily>>;

export type Modifier = keyof typeof MODIFIERS;

type OfFamily<F extends ModifierFamily> = {
  [M in Modifier]: (typeof MODIFIERS)[M] extends F ? M : never;
}[Modifier];

export type Place = OfFamily<'place'>;
export type Encoder = OfFamily<'encoder'>;
export type RegexFlag = OfFamily<'flag'>;
export type Order = OfFamily<'order'>;
export type TimePart = OfFamily<'time'>;

export function isModifier(name: string): name is Modifier {
  return Object.hasOwn(MODIFIERS, name);
}

/** A sentence about a modifier that the specification does not have. */
export function unknownModifier(name: string): string {
  return `The modifier "${name}" is unknown.${didYouMean(name, Object.keys(MODIFIERS))}`;
}

/** The modifiers of one family, in the order written. */
export function ofFamily<F extends ModifierFamily>(
  modifiers: readonly Modifier[],
  family: F,
): readonly OfFamily<F>[] {
  return modifiers.filter((modifier): modifier is OfFamily<F> => MODIFIERS[modifier] === family);
}
