import { it } from 'vitest';
import { BUILT_IN_RULES } from '../../../../main/detect/built-in-rules.ts';
import { loadBuiltInRules } from '../../../../main/detect/rule-set.ts';
import { detect } from '../../../../main/detect/detect.ts';
import { openDirectory } from '../../../../main/evidence/directory-evidence.ts';
import { NO_AUDIT } from '../../../../main/evidence/audit.ts';
import { runTriage } from '../../../support/run-triage.ts';
it('perf', async () => {
  const opened = openDirectory('/tmp/debroot1', { audit: NO_AUDIT } as never);
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const rules = loadBuiltInRules(BUILT_IN_RULES).filter((r) => r.platform === 'linux');
  const result = await runTriage(opened.value, []);
  const services = Array.from({ length: 6 }, (_, i) => result.services.map((s) => ({ ...s, id: s.id + i }))).flat();
  for (let i = 0; i < 4; i++) {
    const t0 = performance.now();
    const r = detect({ services, deleted: [], settings: [], host: result.header.host, filesComplete: true, baseline: null, knownServices: null, iocs: [], binaries: result.binaries }, { rules, judgements: [], sha256: '' });
    const by = new Map<string, number>(); for (const f of r.findings) by.set(f.rule + ' ' + f.subject.name, (by.get(f.rule + ' ' + f.subject.name) ?? 0) + 1); if (i === 0) console.log('detect by', [...by].join('; ')); console.log('detect ms', performance.now() - t0, services.length, r.findings.length);
  }
  const { linuxServiceFields } = await import('../../../../main/detect/facts/linux/linux-service-fields.ts');
  const { createFactContext } = await import('../../../../main/detect/facts/fact-context.ts');
  const context = createFactContext({ services, binaries: result.binaries, filesComplete: true });
  const all = services.map((s) => linuxServiceFields(s, context));
  const times: [string, number][] = [];
  for (const name of Object.keys(all[0] ?? {})) { const t = performance.now(); for (const f of all) { const v = (f as any)[name]; if (typeof v === 'function') v(); } times.push([name, performance.now() - t]); }
  console.log('detect fields', times.sort((a, b) => b[1] - a[1]).slice(0, 14).map(([n, t]) => n + ' ' + t.toFixed(0)).join(', '));
}, 200000);
