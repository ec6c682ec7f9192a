import { test } from 'vitest';
import { createFactContext } from '../../../main/detect/facts/fact-context.ts';
import { windowsServiceFields } from '../../../main/detect/facts/service-facts.ts';
import { FieldRecord } from '../../../main/detect/sigma/field-record.ts';
import { corpusServices, CLEAN, NEAR_CLEAN, WORKSTATION, SUSPICIOUS } from './corpus-records.ts';
test('x', () => {
  for (const [hive, build] of [[CLEAN,'19041 (CSDBuildNumber 1288)'],[NEAR_CLEAN,'9600'],[WORKSTATION,'16299'],[SUSPICIOUS,'2600'],[CLEAN,null],[WORKSTATION,'22631'],[SUSPICIOUS,null]] as const) {
    const services = corpusServices(hive);
    const ctx = createFactContext({ services, host: { build, product: 'Windows 10' } as never });
    const t=performance.now();
    const out: string[] = []; const cls: Record<string,string[]>={};
    for (const s of services) {
      const r = new FieldRecord(windowsServiceFields(s, ctx));
      const g = (f: string) => r.get(f);
      const bits: string[] = [];
      for (const f of ['ResemblesName','ResemblesHow','ResemblesImage','DisplayNameOfInbox','ResourceStringDll','NoType','Unquoted']) { const v=g(f); if (v!==undefined && v!==false && v!=='') bits.push(`${f}=${v}`); }
      for (const f of ['CommandTraits','InboxDifferences','NameAnomalies','ExecutableValues','BrokenDependencies','HostedPrograms']) { const v=g(f) as string[]; if (v.length) bits.push(`${f}=${v}`); }
      if (g('InboxImageElsewhere')) bits.push('ELSEWHERE');
      if (g('RandomName')!=='low') bits.push('rnd='+g('RandomName')); if (g('ImageNameRandom')!=='low' && g('ImageNameRandom')!==undefined) bits.push('irnd='+g('ImageNameRandom')+':'+g('ImageName'));
      for (const f of ['ImageDirectoryClass','ServiceDllDirectoryClass']) { const c=String(g(f)); (cls[f+':'+c]??=[]).push(s.name); }
      if (bits.length) out.push(s.name+': '+bits.join('; '));
    }
    console.log('=====',hive,build,'ms',performance.now()-t, ctx.release, '\n'+out.join('\n'));
    for (const [k,v] of Object.entries(cls)) console.log(k, v.length, v.length<12? v.join(' '):'');
  }
});
