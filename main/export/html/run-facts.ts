import { evidence, html, type Markup } from './markup.ts';
import { code, facts, time, value } from './parts.ts';
import type { ReportView } from './report-view.ts';
import { number, plural } from './words.ts';

const text = (given: string | null): Markup | null => (given === null || given === '' ? null : value(given));
const moment = (given: string | null): Markup | null => (given === null ? null : time(given));

/** Who asked, which host, which tool: what makes the report a document. */
export function runFacts(view: ReportView): Markup {
  return html`<section aria-labelledby="facts"><h2 id="facts">Case, host and examination</h2>
<div class="columns three">
<div><h3>Case</h3>${caseFacts(view)}</div>
<div><h3>Host, as its own evidence describes it</h3>${hostFacts(view)}</div>
<div><h3>Examination</h3>${examinationFacts(view)}</div>
</div></section>`;
}

function caseFacts({ header }: ReportView): Markup {
  const { case: name, evidence: item, examiner, notes } = header.case;
  if (!(name || item || examiner || notes)) return html`<p class="none">No case data was given.</p>`;
  return facts([
    ['Case', text(name)],
    ['Evidence', text(item)],
    ['Examiner', text(examiner)],
    ['Notes', text(notes)],
  ]);
}

function hostFacts({ header: { host } }: ReportView): Markup {
  return facts([
    ['Name', text(host.hostName)],
    ['Domain', text(host.domain)],
    ['System', text([host.product, host.version].filter(Boolean).join(' '))],
    ['Build', text(host.build)],
    ['Architecture', text(host.architecture)],
    ['Installed', moment(host.installed)],
    ['Time zone', text(host.timeZone)],
    ['Last shutdown', moment(host.lastShutdown)],
    ['Control set', text(controlSets(host.currentControlSet, host.controlSets))],
  ]);
}

function controlSets(current: string | null, all: readonly string[]): string | null {
  if (current === null) return null;
  const others = all.filter((name) => name !== current);
  return others.length === 0 ? current : `${current} (also present: ${others.join(', ')})`;
}

function examinationFacts({ header: { tool, run, root } }: ReportView): Markup {
  return facts([
    [
      'Tool',
      html`${tool.name} ${tool.version}, ${plural(tool.rules, 'rule')}, ATT&amp;CK ${tool.attackVersion}`,
    ],
    ['Rule set SHA-256', html`<span class="code hash">${tool.ruleSetSha256}</span>`],
    ['Target', html`${code(run.target)} (${run.targetKind})`],
    ['Recognised as', html`${evidence(root.layout)}: ${evidence(root.reason)}`],
    ['Started', time(run.startedAt)],
    ['Finished', moment(run.finishedAt)],
    ['On', text(run.analystSystem)],
    ['By', text(run.user && `${run.user}${run.elevated === true ? ', elevated' : ''}`)],
    ['Command', code(run.commandLine.join(' '))],
  ]);
}

/** Bytes as a number that can be compared with a directory listing. */
export function bytes(size: number): string {
  return `${number(size)} bytes`;
}
