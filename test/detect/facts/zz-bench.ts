import { createFactContext } from '../../../main/detect/facts/fact-context.ts';
import { windowsServiceFields } from '../../../main/detect/facts/service-facts.ts';
import { corpusServices, CLEAN } from './corpus-records.ts';
const services = corpusServices('x' in {} ? '' : CLEAN);
const t0 = process.cpuUsage();
const ctx = createFactContext({ services, host: { build: '19041', product: 'Windows 10' } as never });
const pass = () => { for (const s of services) { const f = windowsServiceFields(s, ctx) as Record<string, unknown>; for (const v of Object.values(f)) if (typeof v === 'function') v(); } };
for (let i = 0; i < 6; i++) { const c = process.cpuUsage(); pass(); const d = process.cpuUsage(c); console.log(i, (d.user + d.system) / 1000); }
