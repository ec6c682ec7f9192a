import type { TriageResult } from '../../shared/model/triage-event.ts';

/** The lines of a JSONL export, by type. Trusts them: only our own preview reads this. */
export function parseResult(text: string): TriageResult {
  const byType = new Map<string, unknown[]>();
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const record = JSON.parse(line) as { readonly type: string };
    const list = byType.get(record.type);
    if (list === undefined) byType.set(record.type, [record]);
    else list.push(record);
  }
  const all = <T>(type: string) => (byType.get(type) ?? []) as T[];
  const one = <T>(type: string) => all<T>(type)[0] as T;
  return {
    header: one('header'),
    services: all('service'),
    events: all('event'),
    binaries: all('binary'),
    findings: all('finding'),
    diagnostics: all('diagnostic'),
    coverage: all('coverage'),
    summary: one('summary'),
  };
}
