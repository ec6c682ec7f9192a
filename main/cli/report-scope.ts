import { LEVELS, levelRank } from '../../shared/level.ts';
import { VERDICTS } from '../../shared/model/annotation.ts';
import type { Scope } from '../case/scope.ts';
import { UsageError } from './exit-code.ts';
import { levelOption } from './scan-options.ts';

export const SCOPE_OPTIONS = {
  level: { type: 'string' },
  'min-level': { type: 'string' },
  verdict: { type: 'string' },
  tagged: { type: 'boolean' },
} as const;

export interface ScopeValues {
  readonly level?: string | undefined;
  readonly 'min-level'?: string | undefined;
  readonly verdict?: string | undefined;
  readonly tagged?: boolean | undefined;
}

/** Which part of the case to report: the choices of the window's Report view, one at a time; without any, all of it. */
export function scopeOf(values: ScopeValues): Scope {
  const { level, verdict, tagged } = values;
  const least = levelOption('--min-level', values['min-level']);
  const given = [level, least ?? undefined, verdict, tagged].filter((value) => value !== undefined);
  if (given.length > 1)
    throw new UsageError('--level, --min-level, --verdict and --tagged exclude each other');
  const nothing = { levels: [], verdicts: [] };
  if (tagged === true) return { ...nothing, scope: 'tagged' };
  if (verdict !== undefined)
    return { ...nothing, scope: 'verdicts', verdicts: [...listed('--verdict', verdict, VERDICTS)].sort() };
  if (least !== null)
    return {
      ...nothing,
      scope: 'levels',
      levels: LEVELS.filter((one) => levelRank(one) >= levelRank(least)),
    };
  if (level === undefined) return { ...nothing, scope: 'all' };
  const wanted = listed('--level', level, LEVELS);
  return { ...nothing, scope: 'levels', levels: LEVELS.filter((one) => wanted.has(one)) };
}

function listed<T extends string>(option: string, text: string, known: readonly T[]): ReadonlySet<T> {
  const words = text
    .split(',')
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== '');
  const found = words.map((word) => {
    const one = known.find((name) => name === (word === 'info' ? 'informational' : word));
    if (one === undefined) throw new UsageError(`${option} knows ${known.join(', ')}, not '${word}'`);
    return one;
  });
  if (found.length === 0) throw new UsageError(`${option} names nothing`);
  return new Set(found);
}
