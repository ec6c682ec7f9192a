/** Only in a report that shows judgements: that of a scan stays as it is. */
export const JUDGEMENT_STYLE = `
.judged-malicious{--verdict:var(--critical)}
.judged-suspicious{--verdict:var(--high)}
.judged-benign{--verdict:var(--good)}
.judged-unreviewed{--verdict:var(--soft)}
.verdict-badge{display:inline-block;white-space:nowrap;font-size:.75rem;line-height:1.35;font-weight:600;color:var(--verdict);border:1px solid currentColor;border-radius:3px;padding:0 .35rem}
.tag{display:inline-block;font-size:.75rem;line-height:1.35;border:1px solid var(--rule);border-radius:1rem;padding:0 .5rem;overflow-wrap:anywhere}
.judgement{border-left:3px solid var(--verdict);background:var(--ground);padding:.5rem .8rem;margin-top:.6rem;max-width:58rem;font-size:.875rem;overflow-wrap:anywhere}
.judgement .by{display:flex;flex-wrap:wrap;gap:.25rem .5rem;align-items:baseline}
.judgement .who{color:var(--soft);font-size:.8125rem}
.judgement .said{margin-top:.3rem;text-wrap:pretty}
td .judgement,th .judgement{background:none;border:0;padding:0;margin-top:.25rem;font-weight:400;font-size:inherit}
td .judgement .who,th .judgement .who{font-size:inherit}
.judgements ul{list-style:none;padding:0;margin-top:.4rem}
.judgements li{margin-top:.25rem}
.judgements p{font-size:.875rem}
.finding.benign{border-left-style:dashed}
.finding.benign h4,.finding.benign .why{color:var(--soft)}
.tally .times{margin-left:-.1rem}
@media print{.judgement{break-inside:avoid;font-size:8.5pt}.wide .judgement,.wide .verdict-badge,.wide .tag{font-size:7pt}}`;
