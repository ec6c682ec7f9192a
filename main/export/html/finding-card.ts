import { TECHNIQUE_NAMES } from '../../../shared/attack.ts';
import type { Finding } from '../../../shared/model/finding.ts';
import { evidencePointer } from './evidence-pointer.ts';
import { isBenign, subjectVerdict } from './judgement.ts';
import { evidence, html, type Markup } from './markup.ts';
import { levelBadge, value } from './parts.ts';
import type { ReportView } from './report-view.ts';
import { COMPONENT_TITLES } from './words.ts';

/** Pointers shown of one finding; a rule over a whole control set can bring hundreds. */
const POINTERS = 20;

/** One finding: what, why, proof, and what to do about it. */
export function findingCard(view: ReportView, finding: Finding): Markup {
  return html`<article class="finding ${finding.level}${isBenign(view, finding.subject.id) ? ' benign' : ''}" id="${view.findingAnchor.get(finding)}">
<h4>${levelBadge(finding.level)} ${evidence(finding.title)}${subjectVerdict(view, finding.subject.id)}</h4>
<div class="why">${value(finding.why)}</div>
<div class="proof">
${matched(finding)}
<div><h5>Evidence</h5><ul class="pointers">${finding.evidence.slice(0, POINTERS).map(evidencePointer)}</ul>${
    finding.evidence.length > POINTERS
      ? html`<p class="sub">and ${finding.evidence.length - POINTERS} more, in the JSONL export</p>`
      : null
  }</div>
</div>
${advice(view, finding)}
<div class="rule">${evidence(COMPONENT_TITLES[finding.component])} · ${techniques(finding)}confidence ${finding.confidence} · rule ${evidence(finding.rule)} <span class="code">${evidence(finding.ruleId)}</span>${
    finding.author === null ? null : html` · by ${value(finding.author)}`
  }${finding.licence === null ? null : html` · ${value(finding.licence)}`}</div>
</article>
`;
}

function matched({ matched }: Finding): Markup | null {
  if (matched.length === 0) return null;
  return html`<div><h5>What matched</h5><dl class="matched">${matched.map(
    ({ field, value: text }) => html`<dt>${evidence(field)}</dt><dd class="code">${value(text)}</dd>`,
  )}</dl></div>`;
}

/** In full for what is urgent and for the first finding of a rule; after that a link, since it would only repeat. */
function advice(view: ReportView, finding: Finding): Markup | null {
  const { nextSteps, falsePositives, level, ruleId } = finding;
  if (nextSteps.length === 0 && falsePositives.length === 0) return null;
  const first = view.firstOfRule.get(ruleId);
  if (first !== undefined && first !== finding && level !== 'critical' && level !== 'high') {
    return html`<p class="sub">Next steps and false positives: as for <a href="#${view.findingAnchor.get(first)}">${evidence(first.subject.name)}</a>.</p>`;
  }
  return html`<div class="advice">${list('Next steps', nextSteps)}${list('Known false positives', falsePositives)}</div>`;
}

function list(title: string, items: readonly string[]): Markup | null {
  if (items.length === 0) return null;
  return html`<div><h5>${title}</h5><ul>${items.map((item) => html`<li>${value(item)}</li>`)}</ul></div>`;
}

function techniques({ techniques }: Finding): readonly Markup[] {
  return techniques.map((id) => {
    const name = Object.hasOwn(TECHNIQUE_NAMES, id) ? TECHNIQUE_NAMES[id] : undefined;
    return html`<span class="technique">${evidence(id)}${name === undefined ? null : html` ${evidence(name)}`}</span> · `;
  });
}
