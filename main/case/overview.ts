import { z } from 'zod';
import type { CaseOverview } from '../../shared/ipc/contract.ts';
import { coverageSchema } from '../../shared/model/coverage.ts';
import { headerSchema, summarySchema } from '../../shared/model/run.ts';
import { countAnnotations } from './annotations.ts';
import { type Database, select, selectOne } from './sql.ts';

/** What a case says of itself; where it lies and whether it is saved its owner knows. */
export function readOverview(db: Database): Omit<CaseOverview, 'saved' | 'file' | 'access' | 'gaps'> {
  const json = (type: string): unknown[] =>
    [...select(db, 'SELECT json FROM records WHERE type = ? ORDER BY n', [type])].map(([text]) =>
      JSON.parse(String(text)),
    );
  return {
    header: headerSchema.parse(json('header')[0]),
    summary: summarySchema.parse(json('summary')[0]),
    coverage: z.array(coverageSchema).parse(json('coverage')),
    annotations: countAnnotations(db),
    incomplete: selectOne(db, 'SELECT incomplete FROM evidence')?.[0] !== 0,
  };
}
