import { test } from 'vitest';
import { randomness, letterSurprise } from '/work/main/main/detect/facts/randomness.ts';
import { nameResemblance } from '/work/main/main/detect/facts/name-resemblance.ts';
import { programResemblance } from '/work/main/main/detect/facts/program-resemblance.ts';
import { inboxNames } from '/work/main/main/detect/inbox/inbox.ts';
import { detectionLists } from '/work/main/main/detect/lists/lists.ts';
import { readFileSync } from 'node:fs';
test('calibrate', () => {
  const t0=performance.now(); inboxNames(null); console.log('inbox', performance.now()-t0);
  const inbox = inboxNames(null);
  const t1=performance.now(); randomness('abcdefgh'); console.log('table', performance.now()-t1);
  const c = (ns: readonly string[]) => { const r: Record<string,string[]>={low:[],medium:[],high:[]}; for (const n of ns) r[randomness(n)]!.push(n); return r; };
  const ci=c(inbox); console.log('inbox high', ci.high, 'medium', ci.medium!.length, ci.medium!.join(' '));
  const extra = ['vm3dservice','e1iexpress','RTL8167','iaStorA','amdsata','storahci','usbccgp'];
  const vend = [...new Set([...detectionLists()].filter(([n])=>/services|driver|guest/.test(n) && !/malware|remote_exec/.test(n)).flatMap(([,l])=>l.entries).filter(e=>!/[*?=\\]/.test(e)))];
  const hosts = ['win10-21h2-x64_clean_DESKTOP-M3OSHQU','win10-1709-x64_DESKTOP-PM6C56D','win81-x64_SENSEI','winxp-x86_suspicious_M57-PAT','winxp-x86_CORRUPT_GINEVRA'].flatMap(h=>JSON.parse(readFileSync(`/work/shared/corpus/truth/${h}.SYSTEM.json`,'utf8')).services.map((s:any)=>s.name as string));
  const all=[...extra,...vend,...hosts, ...readFileSync('/tmp/vendor.txt','utf8').split(/\s*\n\s*/).filter(Boolean)];
  const cv=c([...new Set(all)]); console.log('vendor', all.length, 'high', cv.high, 'medium', cv.medium!.length, cv.medium!.filter(n=>!inbox.includes(n)).join(' | '));
  let seed=7; const rnd=()=> (seed=(seed*1103515245+12345)&0x7fffffff)/0x7fffffff;
  const gen=(n:number,a:string)=>Array.from({length:n},()=>a[Math.floor(rnd()*a.length)]).join('');
  for (const [label,n,a] of [['lower8',8,'abcdefghijklmnopqrstuvwxyz'],['mixed8',8,'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'],['mixed16',16,'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'],['lower6',6,'abcdefghijklmnopqrstuvwxyz'],['mixed4',4,'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'],['alnum10',10,'abcdefghijklmnopqrstuvwxyz0123456789'],['hex7',7,'0123456789abcdef'],['upper8',8,'ABCDEFGHIJKLMNOPQRSTUVWXYZ']] as const) {
    const r=c(Array.from({length:400},()=>gen(n,a))); console.log(label,'high',r.high!.length/4,'medium',r.medium!.length/4);
  }
  const cand=[...new Set(all)]; nameResemblance('warmup',false);
  const t2=performance.now(); let k=0;
  const res=cand.map(n=>[n,nameResemblance(n,false),nameResemblance(n,true)] as const); 
  console.log('resemblance', cand.length*2, performance.now()-t2);
  for (const [n,a,b] of res) if (a||b) console.log('RES',n,a?`S:${a.name}/${a.how}`:'',b?`D:${b.name}/${b.how}`:'');
  for (const n of ['svch0st.exe','scvhost.exe','lsasss.exe','csrsss.exe','svchosts.exe','svchost32.exe','svchost.exe.exe','expIorer.exe','lsas.exe','spoolsv.exe','service.exe','smsss.exe','services.exe','svсhost.exe','winl0gon.exe','rundl132.exe','taskhost.exe','spoolsvc.exe','svhost.exe','conhosts.exe']) console.log(n, programResemblance(n));
  for (const n of ['W64Time','win32times','WinDefendSvc','Sp00ler','spoo1er','wuauserv ','wuauservc','WlnDefend','Win_Defend','EventLogs','LanmanSever','BITSService','CryptService','WerFaultSvc','svchost','Wіndefend','Winrngmt','TermServices','W32Tirne','Dnscach','mpsvc','mpssvcs','Scheduler','UpdateService','ndis2','Tcpip2','tcpipp','windefender','WinDefendr']) console.log(n, JSON.stringify(nameResemblance(n,false)), JSON.stringify(nameResemblance(n,true)));
});
