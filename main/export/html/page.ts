import { coverageSection } from './coverage-section.ts';
import { diagnosticsSection } from './diagnostics-section.ts';
import { findingsSection } from './findings-section.ts';
import { historySection } from './history-section.ts';
import { inventorySection } from './inventory-section.ts';
import { JUDGEMENT_STYLE } from './judgement-style.ts';
import { html, Markup } from './markup.ts';
import { masthead } from './masthead.ts';
import { methodSection } from './method-section.ts';
import { missionSection } from './mission-section.ts';
import type { ReportView } from './report-view.ts';
import { runFacts } from './run-facts.ts';
import { STYLE } from './style.ts';
import { timelineSection } from './timeline-section.ts';
import { number } from './words.ts';

/** Nothing is loaded and nothing runs, whatever a slip in escaping would let through. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** The whole document in reading order: verdict, gaps, what is wrong, who and what, then the proof. */
export function* page(view: ReportView): Generator<Markup> {
  yield head(view);
  yield html`<body>
<a class="skip" href="#main">Skip to the report</a>
<div class="page">
${contents(view)}
<main id="main">
`;
  yield masthead(view);
  yield runFacts(view);
  yield coverageSection(view);
  yield* findingsSection(view);
  yield missionSection(view);
  yield timelineSection(view);
  yield* inventorySection(view);
  yield* historySection(view);
  yield diagnosticsSection(view);
  yield methodSection(view);
  yield html`</main>\n</div>\n</body>\n</html>\n`;
}

function head({ hostName, header, judgements }: ReportView): Markup {
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<meta name="generator" content="${header.tool.name} ${header.tool.version}">
<title>Service triage: ${hostName}</title>
<style>${new Markup(judgements.size > 0 ? STYLE + JUDGEMENT_STYLE : STYLE)}</style>
</head>
`;
}

function contents({ findings, services, events, diagnostics }: ReportView): Markup {
  const entries: readonly (readonly [id: string, title: string, count: number | null])[] = [
    ['facts', 'Case and host', null],
    ['coverage', 'Coverage', null],
    ['findings', 'Findings', findings.length],
    ['mission', 'Technique coverage', null],
    ['timeline', 'Changes over time', null],
    ['inventory', 'Inventory', services.length],
    ['history', 'Events and history', events.length],
    ['diagnostics', 'Diagnostics', diagnostics.length],
    ['method', 'Method and limits', null],
  ];
  return html`<nav class="toc" aria-label="Contents"><ul>${entries.map(
    ([id, title, count]) =>
      html`<li><a href="#${id}">${title}</a>${count === null ? null : html` <span class="count">${number(count)}</span>`}</li>`,
  )}</ul></nav>`;
}
