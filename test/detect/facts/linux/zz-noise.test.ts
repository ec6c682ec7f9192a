import { it } from 'vitest';
import { BUILT_IN_RULES } from '../../../../main/detect/built-in-rules.ts';
import { loadBuiltInRules } from '../../../../main/detect/rule-set.ts';
import { NO_AUDIT } from '../../../../main/evidence/audit.ts';
import { openDirectory } from '../../../../main/evidence/directory-evidence.ts';
import { runTriage } from '../../../support/run-triage.ts';

it('noise', async () => {
  const root = process.env['NOISE_ROOT'] ?? '/';
  const opened = openDirectory(root, { audit: NO_AUDIT } as never);
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const rules = loadBuiltInRules(BUILT_IN_RULES).filter((r) => r.platform === 'linux');
  const t0 = performance.now();
  const result = await runTriage(opened.value, rules);
  console.log(
    'ms',
    performance.now() - t0,
    'services',
    result.services.length,
    'findings',
    result.findings.length,
  );
  for (const f of result.findings) console.log(f.level, f.rule, f.subject.name, '|', f.why.slice(0, 200));
  console.log(JSON.stringify(result.summary.notEvaluated ?? null).slice(0, 500));
}, 200000);
