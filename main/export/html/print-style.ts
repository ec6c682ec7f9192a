import { LIGHT, paletteCss } from './palette.ts';

/**
 * Paper: light, what matched is unfolded (`::details-content`, where the browser knows it; once is enough), headings stay with what they
 * head, cards and rows stay whole, table headings repeat, the wide inventory lies on its side.
 */
export const PRINT_STYLE = `
@page{size:A4;margin:16mm 15mm 18mm;
@bottom-left{content:"Daemonscope service triage report";font:8pt sans-serif;color:#505a69}
@bottom-right{content:counter(page) " / " counter(pages);font:8pt sans-serif;color:#505a69}}
@page wide{size:A4 landscape}
@media print{
:root{color-scheme:light;${paletteCss(LIGHT)}}
body{font-size:10pt;background:none;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.page{display:block;max-width:none;padding:0}
.toc,.skip{display:none}
a{color:inherit;text-decoration:none}
main>section{margin-top:8mm}
h2,h3,h4,h5,caption,.subject>header,.subject>header *,.note{break-after:avoid}
.finding{break-inside:avoid-page}
tr,li,figure,.gaps,.facts div,.subject>header{break-inside:avoid}
thead{display:table-header-group}
table,.proof,.advice,.facts{font-size:8.5pt}
.scroll{overflow:visible}
.proof,.advice{grid-template-columns:1fr 1fr;gap:2mm 6mm;margin-top:2mm}
.finding{padding:2.5mm 3.5mm;margin-top:2mm}
.subject{margin-top:6mm}
.sub,.points,.rule{font-size:8pt}
.picture svg{min-width:0}
.wide{page:wide}
.wide table,.wide .sub,.wide .badge,.wide .times,.wide .more{font-size:7pt;line-height:1.3}
.wide th,.wide td{padding-top:.7mm;padding-bottom:.7mm;padding-right:2mm}
.inventory th:nth-child(1){width:20%}
.inventory th:nth-child(2){width:10%}
.inventory th:nth-child(3){width:7%}
.inventory th:nth-child(4){width:11%}
.inventory th:nth-child(6){width:9%}
.inventory th:nth-child(7){width:10.5%}
.changes th,.changes td{padding-top:.5mm;padding-bottom:.5mm}
@supports selector(::details-content){
.matched .long::details-content{content-visibility:visible;height:auto}
.matched .long summary{display:none}
.matched .long>div{margin:0;padding:0;border:0}}
.columns{display:block}
.columns>.scroll+.scroll{margin-top:6mm}
.columns.three{display:grid;grid-template-columns:1fr 1fr;gap:4mm 8mm}
.columns.three>:last-child{grid-column:1/-1}
.facts div{grid-template-columns:22mm minmax(0,1fr);gap:2mm}
.mission{font-size:8pt}
.mission th,.mission td{padding-top:.5mm;padding-bottom:.5mm}
.mission th .sub{display:inline;font-size:inherit}
.mission th:first-child{width:60%}
p,li{orphans:3;widows:3}
}`;
