import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadUserRules } from '../../main/detect/rule-set.ts';
import { memoryEvidence } from '../../main/evidence/memory-evidence.ts';
import { CORPUS, corpusAvailable, corpusFile } from '../support/corpus.ts';
import { runTriage } from '../support/run-triage.ts';

/**
 * Which public rule hits which record of the corpus' event logs. Checked by hand against the truth of the logs (all nine records 7023,
 * the installations of PsExec and mimikatz, the commands of 4688) and kept: rule, file, record numbers.
 */
const GOLDEN = parse(
  readFileSync(join(import.meta.dirname, '..', 'fixtures', 'public-rules-on-logs.yml'), 'utf8'),
) as Record<string, Record<string, string[]>>;

const FOLDERS = ['evtx', 'evtx-adjacent', 'evtx-clean'];

describe.skipIf(!corpusAvailable)('public Sigma rules on real event logs (needs ../shared/corpus)', () => {
  it('load or are refused with a reason, and hit exactly the records that are known', async () => {
    const files = readdirSync(join(CORPUS, 'sigma')).sort();
    const loaded = await Promise.all(
      files.map((path) =>
        loadUserRules({ path, text: readFileSync(join(CORPUS, 'sigma', path), 'utf8') }, []),
      ),
    );
    const outcomes = loaded.flatMap(({ judgements }) => judgements);
    expect(outcomes.filter(({ outcome }) => outcome === 'refused')).toEqual([]);
    for (const { outcome, reasons } of outcomes) {
      if (outcome === 'ok-no-source') expect(reasons.join()).toMatch(/product macos/);
    }
    const rules = loaded.flatMap((one) => one.rules);
    const logs = FOLDERS.flatMap((folder) =>
      readdirSync(join(CORPUS, folder)).map((name) => [
        `/${name.replace(/\.gz$/, '')}`,
        corpusFile(`${folder}/${name}`),
      ]),
    );
    const { findings } = await runTriage(memoryEvidence(Object.fromEntries(logs)), rules);
    const hits: Record<string, Record<string, string[]>> = {};
    for (const { rule, evidence } of findings) {
      for (const { path, locator } of evidence) {
        const record = locator.kind === 'event-record' ? locator.recordId : '';
        const byFile = hits[rule] ?? {};
        hits[rule] = byFile;
        const records = byFile[path.slice(1)] ?? [];
        byFile[path.slice(1)] = records;
        if (!records.includes(record)) records.push(record);
      }
    }
    for (const byFile of Object.values(hits)) {
      for (const records of Object.values(byFile)) records.sort((a, b) => Number(a) - Number(b));
    }
    expect(hits).toEqual(GOLDEN);
  });
});
