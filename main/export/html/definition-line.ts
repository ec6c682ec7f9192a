import type { PackageState } from '../../../shared/model/package-ownership.ts';
import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { evidence, html, type Markup } from './markup.ts';
import { brief, code } from './parts.ts';
import type { ReportView } from './report-view.ts';

/** Drop-ins and further files of one service that are named. */
const SHOWN = 4;

const PACKAGE_WORDS: Readonly<Record<PackageState, string>> = {
  'owned-unchanged': 'unchanged since package',
  'owned-changed': 'changed since package',
  'conffile-changed': 'configuration file changed since package',
  'owned-not-verified': 'not compared with package',
  'not-owned': 'of no package',
  'no-database': '',
};

/** The files that configure a service of Linux or macOS, and what the package database says of each; null for Windows. */
export function definitionLine(
  view: ReportView,
  { definitions }: Pick<ServiceRecord, 'definitions'>,
): Markup | null {
  if (definitions === undefined || definitions.length === 0) return null;
  const rest = definitions.length - SHOWN;
  return html`<div class="sub">${definitions
    .slice(0, SHOWN)
    .map(
      ({ role, path, evidencePath }, index) =>
        html`${index > 0 ? html`<br>` : null}${role} ${code(brief(path, 200))}${packageNote(view, evidencePath)}`,
    )}${rest > 0 ? ` and ${rest} more` : null}</div>`;
}

function packageNote({ binaryByEvidencePath }: ReportView, evidencePath: string | null): Markup | null {
  const owner = evidencePath === null ? undefined : binaryByEvidencePath.get(evidencePath)?.package;
  if (!owner || PACKAGE_WORDS[owner.state] === '') return null;
  const name = owner.package === null ? null : html` ${evidence(owner.package)}`;
  const words = html`${PACKAGE_WORDS[owner.state]}${name}`;
  return owner.state === 'owned-changed' || owner.state === 'not-owned'
    ? html` <span class="flag">${words}</span>`
    : html` (${words})`;
}
