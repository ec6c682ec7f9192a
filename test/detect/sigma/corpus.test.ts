import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Judgement } from '../../../main/detect/sigma/judge.ts';
import { judgeRuleText } from '../../../main/detect/sigma/judge.ts';

const CORPUS = join(import.meta.dirname, '../../../../shared/corpus/sigma');
const STREAMS = [
  { product: 'windows', service: 'system' },
  { product: 'windows', service: 'security' },
];

describe.skipIf(!existsSync(CORPUS))('public rules of the corpus', () => {
  it('all load', async () => {
    const names = readdirSync(CORPUS).filter((name) => name.endsWith('.yml'));
    const judged: Judgement[] = [];
    for (const name of names) {
      const text = readFileSync(join(CORPUS, name), 'utf8');
      judged.push(...(await judgeRuleText(text, { fileName: name, streams: STREAMS })));
    }
    const refused = judged.filter(({ outcome }) => outcome === 'refused');
    expect(refused.map(({ file, reasons }) => [file, ...reasons])).toEqual([]);
    const count = (outcome: string) => judged.filter((each) => each.outcome === outcome).length;
    expect([judged.length, count('ok'), count('ok-no-source')]).toEqual([87, 51, 36]);
  });
});
