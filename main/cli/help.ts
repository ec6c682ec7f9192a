import { ATTACK_VERSIONS } from '../export/attack-version.ts';
import type { ExportFormat } from '../export/export-format.ts';
import { TOOL_VERSION } from '../triage/tool.ts';

export function helpText(formats: readonly ExportFormat[]): string {
  const titles = formats.map((format) => `  ${format.id.padEnd(24)} ${format.title}`).join('\n');
  return `daemonscope ${TOOL_VERSION}: forensic triage of services

daemonscope scan [--live | ROOT]     examine this host, a mounted volume or a folder of collected artefacts
daemonscope rules list               the rules that judge
daemonscope rules show NAME          one rule, whole
daemonscope rules check [DIR]        do the rules of a folder load here?
daemonscope report CASE              the reports of a case file, or of a part of it
daemonscope compare A B              what became of the services between two results (case files or JSONL); --json
daemonscope verify DIR               are the files of a result what its manifest says?
daemonscope --version | --help

Options of scan
  -o, --output DIR         where results go; default daemonscope-<host>-<os>-<time> in this folder;
                           refused inside ROOT and where it exists
      --overwrite          write to a folder that exists
      --format LIST        ${formats.map((format) => format.id).join(',')},case
                           (default: csv,html,jsonl)
      --stdout             one format to stdout (default jsonl), nothing else is written
      --attack-version N   technique ids of ATT&CK N in navigator, stix, ecs and timesketch: ${ATTACK_VERSIONS.first} to ${ATTACK_VERSIONS.last};
                           default: those of the rules
      --os NAME            insist on windows, linux or macos
      --rules DIR          further Sigma rules; may be repeated
      --no-rules           without the built-in rules: the inventory alone
      --min-level LEVEL    leave out findings below (informational, low, medium, high, critical)
      --fail-on LEVEL      exit 1 when there is a finding at or above
      --baseline FILE      compare with an earlier result (JSONL or case file)
      --known-admins F     accounts that install services here, one a line (DOMAIN\\name, name or SID)
      --known-services F   names that belong here, one a line; others are a finding
      --ioc FILE           hashes, paths or names to look for, one a line; may be repeated
      --no-hash            do not hash files
      --max-hash-size MB   larger files are listed and not hashed (default 512)
      --verify-packages WHAT   services (default): files that services refer to; all: every file of every package
                           of a Linux root, what differs or is missing is listed
      --case T --evidence T --examiner T --notes T     for the report
      --hostname T         name of the examined host, where it is known better
  -q, --quiet              errors only
  -v, --verbose            also coverage, diagnostics and rules that could not judge
      --no-color           also with NO_COLOR set

Options of report, beside -o, --overwrite, --format, --stdout, --attack-version and --case to --notes ('' for none)
      --min-level LEVEL    only findings at or above, and the services, files and events that belong to them
      --level LIST         only findings of these levels, and what belongs to them
      --verdict LIST       only what was judged so: unreviewed, benign, suspicious, malicious
      --tagged             only what was tagged

Formats
${titles}
  case                     the case file, which the window opens: one SQLite file

Exit codes: 0 done; 1 findings at or above --fail-on, verify or rules check found a problem, or compare a difference; 2 usage;
3 nothing could be examined; 4 done with gaps; 130 cancelled.
`;
}
