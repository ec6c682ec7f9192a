import { DARK, LIGHT, paletteCss } from './palette.ts';
import { PRINT_STYLE } from './print-style.ts';

const LEVEL_STYLE = ['critical', 'high', 'medium', 'low', 'informational']
  .map((level) => `.${level}{--level:var(--${level});--level-ground:var(--${level}-ground)}`)
  .join('\n');

/** The whole style sheet. System fonts only: the file must read the same from a stick in a room without a network. */
export const STYLE = `
:root{color-scheme:light dark;${paletteCss(LIGHT)};
--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif;
--mono:ui-monospace,"Cascadia Mono",Consolas,"SF Mono",Menlo,"Liberation Mono","DejaVu Sans Mono",monospace}
@media (prefers-color-scheme:dark){:root{${paletteCss(DARK)}}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 var(--sans)}
h1,h2,h3,h4,h5,p,ul,ol,dl,dd,figure{margin:0;padding:0}
ul,ol{padding-left:1.1em}
a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:2px}
a:focus-visible,summary:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:2px}
.skip{position:absolute;left:-999px;top:0;padding:.5rem 1rem;background:var(--paper);z-index:9}
.skip:focus{left:0}

.page{max-width:1240px;margin:0 auto;padding:2rem 1.5rem 4rem}
.toc{font-size:.8125rem;margin:0 0 1.5rem}
.toc ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.15rem 1.1rem}
.toc a{color:var(--soft);text-decoration:none}
.toc a:hover{color:var(--ink);text-decoration:underline}
.toc .count{color:var(--soft);font-variant-numeric:tabular-nums}
@media (min-width:1400px){
.page{max-width:1480px;display:grid;grid-template-columns:170px minmax(0,1fr);gap:0 3rem}
.toc{position:sticky;top:2rem;align-self:start;margin:.35rem 0 0}
.toc ul{flex-direction:column;gap:.45rem}
.toc li{display:flex;justify-content:space-between;gap:.5rem}}

main>section{margin-top:3.25rem}
h2{font-size:1.3rem;line-height:1.25;font-weight:650;letter-spacing:-.01em;padding-bottom:.4rem;border-bottom:1px solid var(--rule);margin-bottom:.9rem}
h3{font-size:1rem;font-weight:650;line-height:1.35}
h4{font-size:1rem;font-weight:600;line-height:1.4}
h5{font-size:.75rem;font-weight:600;color:var(--soft);margin-bottom:.2rem}
.note,.sub,figcaption{color:var(--soft);font-size:.8125rem}
.note{max-width:48rem;margin-bottom:.6rem}
.sub{line-height:1.45}
.none{color:var(--soft);font-style:italic}
.code{font-family:var(--mono);font-size:.92em;overflow-wrap:anywhere}
.ctl{font-style:normal;font-family:var(--mono);font-size:.85em;color:var(--mark);border:1px solid currentColor;border-radius:3px;padding:0 .15em;white-space:nowrap}
.hash{word-break:break-all}
.code .code{font-size:1em}
.flag{font-weight:600;color:var(--mark)}
.fraction{color:var(--soft)}
time{font-variant-numeric:tabular-nums;white-space:nowrap}

${LEVEL_STYLE}
.badge{display:inline-block;white-space:nowrap;font-size:.75rem;line-height:1.35;font-weight:600;color:var(--level);background:var(--level-ground);border-radius:3px;padding:.05rem .4rem}
.times{font-size:.8125rem;color:var(--soft);white-space:nowrap}
a.plain{text-decoration:none}
a.plain:hover .badge{text-decoration:underline}

.masthead h1{font-size:2.1rem;line-height:1.15;font-weight:680;letter-spacing:-.02em;overflow-wrap:anywhere}
.kicker{color:var(--soft);font-size:.875rem;margin-bottom:.2rem}
.verdict{font-size:1.2rem;line-height:1.45;max-width:52rem;margin-top:.7rem;overflow-wrap:anywhere}
.tally{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.4rem 1.5rem;margin-top:1.1rem}
.tally li{display:flex;align-items:baseline;gap:.45rem}
.tally b{font-size:1.35rem;font-weight:650;font-variant-numeric:tabular-nums;color:var(--level)}
.tally .zero b{color:var(--soft);font-weight:400}
.tally .zero .badge{background:none;padding-left:0;color:var(--soft);font-weight:400}
.gaps{margin-top:1.4rem;padding:.75rem 1rem;background:var(--ground);border-left:3px solid var(--strong);max-width:58rem}
.gaps h2{font-size:.875rem;border:0;padding:0;margin:0 0 .2rem;letter-spacing:0}
.gaps ul{font-size:.875rem;overflow-wrap:anywhere}
.glance{margin-top:2rem}

.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.8125rem;line-height:1.45}
caption{text-align:left;color:var(--soft);padding-bottom:.4rem}
th,td{text-align:left;vertical-align:top;padding:.35rem .9rem .35rem 0}
th:last-child,td:last-child{padding-right:0}
thead th{font-weight:600;color:var(--soft);border-bottom:1px solid var(--strong);white-space:nowrap;vertical-align:bottom}
tbody th{font-weight:600;overflow-wrap:anywhere}
tbody th .sub,tbody th .code{font-weight:400}
tbody tr{border-bottom:1px solid var(--rule)}
tbody tr:target{background:var(--ground);box-shadow:-6px 0 0 var(--ground),6px 0 0 var(--ground)}
td{overflow-wrap:anywhere}
.scroll+.scroll{margin-top:1.75rem}
.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
thead th.number{text-align:right}
.moment{white-space:nowrap;font-variant-numeric:tabular-nums}
.outcome,.status,.severity{white-space:nowrap}
.outcome.collected,.status.clean{color:var(--good)}
.outcome.failed,.severity.error{color:var(--critical);font-weight:600}
.outcome.notPresent,.severity.warning{color:var(--high);font-weight:600}
.status.hit{color:var(--critical);font-weight:600}
.status.not-checked,.outcome.notApplicable,.severity.info{color:var(--soft)}
.glance td:nth-child(1),.changes td:nth-child(4),.inventory td:nth-child(2){white-space:nowrap}
.inventory{table-layout:fixed}
.inventory th:nth-child(1){width:19%}
.inventory th:nth-child(2){width:8.6rem}
.inventory th:nth-child(3){width:6.2rem}
.inventory th:nth-child(4){width:9rem}
.inventory th:nth-child(6){width:7.4rem}
.inventory th:nth-child(7){width:10.2rem}
.glance td:nth-child(1){width:8rem}
.glance td:nth-child(2){font-weight:600;width:48%}
.mission th .sub{display:block}

.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));gap:1.5rem 2.5rem;align-items:start}
.columns>.scroll+.scroll{margin-top:0}
@media (min-width:1180px){.columns.three{grid-template-columns:1fr 1.3fr 1.7fr}}
.columns h3{font-size:.875rem;margin-bottom:.4rem}
.facts{font-size:.8125rem}
.facts div{display:grid;grid-template-columns:7.5rem minmax(0,1fr);gap:.75rem;padding:.2rem 0}
.facts dt{color:var(--soft)}
.facts dd{overflow-wrap:anywhere}
.facts time{white-space:normal}

.subject{margin-top:2rem}
.subject>header{padding-bottom:.55rem}
.subject h3{font-size:1.15rem;overflow-wrap:anywhere}
.subject .kind{font-weight:400;color:var(--soft);font-size:.875rem}
.points{font-size:.8125rem;color:var(--soft)}
.points>span:not(:last-child)::after{content:" ·"}
.points time,.points .fraction{color:inherit}
.command{font-size:.875rem;margin-top:.15rem}
.finding{border:1px solid var(--rule);border-left:4px solid var(--level);border-radius:0 4px 4px 0;padding:.8rem 1rem .75rem;margin-top:.6rem}
.finding h4{display:flex;flex-wrap:wrap;gap:.15rem .6rem;align-items:baseline;overflow-wrap:anywhere}
.why{max-width:56rem;margin-top:.25rem;overflow-wrap:anywhere}
.proof,.advice{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:.75rem 2rem;margin-top:.75rem;font-size:.8125rem}
.advice li,.why{text-wrap:pretty}
.matched{display:grid;grid-template-columns:fit-content(11rem) minmax(0,1fr);gap:.1rem .8rem}
.matched dt{color:var(--soft);overflow-wrap:anywhere}
.matched dd{overflow-wrap:anywhere}
.pointers{list-style:none;padding:0}
.pointers li+li{margin-top:.4rem}
.rule{color:var(--soft);font-size:.75rem;margin-top:.7rem;padding-top:.5rem;border-top:1px solid var(--rule);overflow-wrap:anywhere}
.finding .sub{margin-top:.3rem}
.finding .pointers .sub{margin-top:0}

details.long summary{cursor:pointer;overflow-wrap:anywhere}
details.long>div{margin-top:.25rem;padding-left:.7rem;border-left:2px solid var(--rule)}
.more{font-family:var(--sans);font-size:.75rem;color:var(--soft);font-style:italic;white-space:nowrap}

.picture svg{display:block;width:100%;min-width:820px;height:auto}
svg text{font:11px var(--sans);fill:var(--soft)}
svg .axis-title{font-weight:600;font-size:12px;fill:var(--ink)}
svg .label{fill:var(--ink)}
svg .end{text-anchor:end}
svg .middle{text-anchor:middle}
svg .bar{fill:var(--bar)}
svg .base{stroke:var(--strong);fill:none}
svg .grid{stroke:var(--rule);fill:none}
svg .leader{stroke:var(--strong);fill:none}
svg .focus{fill:var(--ground);stroke:var(--rule)}
svg .mark{fill:var(--level);stroke:var(--paper);stroke-width:1}
svg .mark.informational{fill:var(--paper);stroke:var(--level);stroke-width:1.5}
figcaption{max-width:60rem;margin:.4rem 0 1.75rem}
.prose{max-width:50rem}
.prose li{margin-bottom:.35rem}
.prose h3{margin-top:1.2rem}
@media (max-width:720px){
.page{padding:1.25rem 1rem 3rem}
.masthead h1{font-size:1.6rem}
.verdict{font-size:1.05rem}
.scroll table{min-width:640px}
.scroll table.inventory{min-width:980px}
.scroll table.mission,.glance .scroll table{min-width:0}
.glance td:nth-child(1){width:auto}
.glance td:nth-child(2){width:44%}
th,td{padding-right:.6rem}
.facts div{grid-template-columns:6rem minmax(0,1fr)}
.matched{grid-template-columns:minmax(0,1fr)}
.matched dd{margin-bottom:.3rem}}
${PRINT_STYLE}`;
