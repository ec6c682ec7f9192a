import { test } from 'vitest';
import { createFactContext } from '../../../main/detect/facts/fact-context.ts';
import { windowsServiceFields } from '../../../main/detect/facts/service-facts.ts';
import { corpusServices, CLEAN } from './corpus-records.ts';
test('x', () => {
    const services = corpusServices(CLEAN);
    const ctx = createFactContext({ services, host: { build:'19041', product: 'Windows 10' } as never });
    for (let round=0; round<4; round++) {
    const c0=process.cpuUsage(); for (const s of services) { const f = windowsServiceFields(s, ctx) as Record<string, unknown>; for (const v of Object.values(f)) if (typeof v==='function') v(); } const c1=process.cpuUsage(c0); console.log('CPU ms', (c1.user+c1.system)/1000); const total: Record<string,number>={}; const T=performance.now();
    for (const s of services) {
      const f = windowsServiceFields(s, ctx) as Record<string, unknown>;
      for (const [k,v] of Object.entries(f)) { const t=performance.now(); if (typeof v==='function') v(); total[k]=(total[k]??0)+performance.now()-t; }
    }
    console.log(performance.now()-T, Object.entries(total).sort((a,b)=>b[1]-a[1]).slice(0,14).map(([k,v])=>k+' '+v.toFixed(1)).join(', '));
    }
});
