import { LIGHT, paletteCss } from './palette.ts';

/**
 * Paper: light, folded values open (`::details-content`, where the browser knows it), headings stay with what they
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
h2,h3,h4,h5,caption,.subject>header,.note{break-after:avoid}
.finding{break-inside:avoid-page}
tr,li,figure,.gaps,.facts div{break-inside:avoid}
thead{display:table-header-group}
table,.proof,.advice,.facts{font-size:8.5pt}
.scroll{overflow:visible}
.picture svg{min-width:0}
.wide{page:wide}
.wide table{font-size:7.5pt}
details.long::details-content{content-visibility:visible;height:auto}
.columns{grid-template-columns:repeat(3,minmax(0,1fr));gap:4mm 6mm}
.facts div{grid-template-columns:22mm minmax(0,1fr);gap:2mm}
.mission th .sub{font-size:7.5pt}
p,li{orphans:3;widows:3}
}`;
