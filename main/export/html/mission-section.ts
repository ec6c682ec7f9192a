import type { MissionRow } from '../../../shared/model/run.ts';
import { evidence, html, type Markup } from './markup.ts';
import { table } from './parts.ts';
import type { ReportView } from './report-view.ts';
import { COMPONENT_TITLES, COMPONENTS, number } from './words.ts';

const STATUS: Readonly<Record<MissionRow['status'], readonly [shape: string, words: string]>> = {
  hit: ['◆', 'hit'],
  clean: ['✓', 'clean'],
  'not-checked': ['–', 'not checked'],
};

/** Techniques by data component of ATT&CK's data source Service: what was found, and what was looked for at all. */
export function missionSection({ summary, header }: ReportView): Markup {
  return html`<section aria-labelledby="mission"><h2 id="mission">Technique coverage</h2>
<p class="note">Hit: a rule matched. Clean: rules ran on this evidence and none matched. Not checked: no rule could judge all of it. ATT&amp;CK ${header.tool.attackVersion}.</p>
<div class="columns">${COMPONENTS.map((component) => {
    const rows = summary.mission.filter((row) => row.component === component);
    return rows.length === 0
      ? null
      : table(
          html`${COMPONENT_TITLES[component]}`,
          'rows mission',
          ['Technique', 'Status', { number: 'Findings' }, { number: 'Rules' }],
          rows.map(missionRow),
        );
  })}</div></section>
`;
}

function missionRow({ technique, techniqueName, status, findings, rules }: MissionRow): Markup {
  const [shape, words] = STATUS[status];
  return html`<tr><th scope="row">${evidence(technique)} <span class="sub">${evidence(ownName(technique, techniqueName))}</span></th><td class="status ${status}"><span aria-hidden="true">${shape}</span> ${words}</td><td class="number">${number(findings)}</td><td class="number">${number(rules)}</td></tr>`;
}

/** The id of a sub-technique names its parent already. */
function ownName(technique: string, name: string): string {
  return technique.includes('.') ? name.slice(name.indexOf(': ') + 1).trim() : name;
}
