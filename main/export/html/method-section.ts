import { html, type Markup } from './markup.ts';
import type { ReportView } from './report-view.ts';

/** What the report is made from, and what it cannot say. */
export function methodSection({ header }: ReportView): Markup {
  return html`<section class="prose" aria-labelledby="method"><h2 id="method">Method and limits</h2>
<ul>
<li>Evidence was only read. Nothing was executed, written to the target or sent anywhere; no reputation service was asked.</li>
<li>A finding says what is configured or logged. That a service is configured to run a program is no proof that it ran.</li>
<li>The last-write time of a registry key says when the key last changed, not what changed in it, nor when the service was created. Times are UTC and as good as the clock of the host that wrote them.</li>
<li>Registry values come from the hive files. Where a hive was dirty, its transaction logs were applied in memory; values that only the log holds are marked “from transaction log”. What was recovered from free cells is marked, may be incomplete and may be older than what is in use.</li>
<li>“Missing” means that the evidence holds the place and the file is not there. “Not in evidence”, “outside root” and “unreadable” mean that this evidence cannot tell; none of them counts against a service.</li>
<li>Rules judge one by one and may be wrong; each states its known false positives. Rootkits that falsify what the running system shows are outside what a live examination can see.</li>
<li>In this file, characters that cannot be seen are written out (<i class="ctl">\\u{202E}</i> is a right-to-left override, <i class="ctl">\\0</i> a NUL) and long values are shortened. The JSONL export has the exact text.</li>
</ul>
<h3>Integrity</h3>
<p>The SHA-256 of this file and of every other output is in <span class="code">manifest.json</span> beside it; <span class="code">daemonscope verify</span> with the folder compares them. The audit log there says what was opened, skipped, failed and hashed, and when.</p>
<p class="sub">${header.tool.name} ${header.tool.version} · schema ${header.schemaVersion} · ATT&amp;CK ${header.tool.attackVersion}. ATT&amp;CK is a registered trademark of The MITRE Corporation.</p>
</section>
`;
}
