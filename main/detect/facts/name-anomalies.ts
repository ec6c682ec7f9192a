export type NameAnomaly =
  | 'leading-nul'
  | 'embedded-nul'
  | 'leading-space'
  | 'trailing-space'
  | 'bidi'
  | 'zero-width'
  | 'control'
  | 'mixed-script'
  | 'too-long'
  | 'non-ascii';

/** The service control manager takes at most 256 characters; names of real services stay far below this. */
const LONG_NAME = 100;
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const ZERO_WIDTH = /[\u00ad\u115f\u1160\u180e\u200b-\u200d\u2060-\u2064\u3164\ufeff]/;
const CONTROL = /[\u0001-\u001f\u007f-\u009f]/;
/** Scripts whose letters can be taken for Latin ones. */
const LOOKALIKE_SCRIPT = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u;

/** What makes a key name hard to see, to type or to open. */
export function nameAnomalies(name: string): NameAnomaly[] {
  const found: NameAnomaly[] = [];
  if (name.startsWith('\0')) found.push('leading-nul');
  if (name.indexOf('\0', 1) > 0) found.push('embedded-nul');
  if (/^[ \u00a0]/.test(name)) found.push('leading-space');
  if (/[ \u00a0]$/.test(name)) found.push('trailing-space');
  if (BIDI.test(name)) found.push('bidi');
  if (ZERO_WIDTH.test(name)) found.push('zero-width');
  if (CONTROL.test(name)) found.push('control');
  if (LOOKALIKE_SCRIPT.test(name) && /[a-z]/i.test(name)) found.push('mixed-script');
  if (name.length > LONG_NAME) found.push('too-long');
  if (/[^\0-\u007f]/.test(name)) found.push('non-ascii');
  return found;
}
