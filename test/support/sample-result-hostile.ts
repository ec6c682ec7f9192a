import type { TriageResult } from '../../shared/model/triage-event.ts';
import {
  sampleFinding,
  sampleHeader,
  samplePointer,
  sampleResult,
  sampleService,
  sampleSummary,
  sampleWindows,
} from './sample-result.ts';

/** What an attacker would write into a registry value, knowing which reports it will end in. */
export const HOSTILE_TEXTS = {
  image: '<img src=x onerror=alert(1)>',
  attribute: '"><svg onload=alert(2)>',
  apostrophe: "' onmouseover='alert(3)",
  style: '</style><script>alert(4)</script>',
  title: '</title><base href=//evil.example/>',
  comment: '--><iframe src=http://evil.example/></iframe><!--',
  details: '</details></div></article><h1>No findings</h1>',
  address: 'javascript:alert(5)',
  entity: '&lt;b&gt; &#x3c;i&#x3e;',
  template: '{{7*7}} #{7*7} <%= 7*7 %>',
  bidi: 'svc\u202Eexe.tsohcvs',
  zeroWidth: 'Win\u200Bdefend\u2060',
  controls: 'a\0b\u0007c\u001b[31md\r\ne\tf\u0085g',
  surrogate: 'x\ud800y\udc00z \u{1F600}',
  separators: 'line\u2028para\u2029',
  formula: "=cmd|' /C calc'!A0",
  formulaPlus: '+1+1',
  formulaMinus: '-2+3',
  formulaAt: '@SUM(1)',
  formulaTab: '\t=1+1',
  formulaWide: '＝1+1',
  formulaSpace: ' =1+1',
  formulaAfter: 'a;=HYPERLINK("http://evil.example";"x")',
  quotes: 'say "hi", then,\r\nleave',
  long: `${'A'.repeat(32_766)}\u{1F600}`,
  prototype: '__proto__',
} as const;

/** Every hostile text in every place that evidence can fill. */
export function hostileResult(): TriageResult {
  const texts = Object.values(HOSTILE_TEXTS);
  const services = texts.map((text, index) =>
    sampleService(text, {
      id: `windows:${index}:${text}`,
      displayName: text,
      description: text,
      command: text,
      account: text,
      image: { path: text, evidencePath: text, state: 'found', exists: true, sha256: null },
      payloads: [
        {
          role: 'service-dll',
          from: text,
          raw: text,
          path: text,
          arguments: text,
          evidencePath: text,
          state: 'missing',
          exists: false,
          sha256: null,
        },
      ],
      lastChanged:
        index % 5 === 0 ? '9999-12-31T23:59:59.9999999Z' : `2018-03-${10 + (index % 15)}T01:02:03.0000001Z`,
      provenance: [{ ...samplePointer(text, text), path: text }],
      windows: sampleWindows({ imagePath: text, serviceDll: text, failureCommand: text, svchostGroup: text }),
    }),
  );
  const findings = services.map((service, index) =>
    sampleFinding(service, {
      id: `f${index}`,
      ruleId: `rule-${index % 7}`,
      rule: `rule_${index % 7}`,
      title: service.name,
      level: (['critical', 'high', 'medium', 'low', 'informational'] as const)[index % 5] ?? 'low',
      why: `because of ${service.name}`,
      matched: [{ field: service.name, value: service.name }],
      evidence: [{ ...samplePointer(service.name, service.name), path: service.name, time: service.name }],
      falsePositives: [service.name],
      nextSteps: [service.name],
      techniques: ['T1543.003', 'constructor'],
      author: service.name,
      licence: service.name,
    }),
  );
  const [event] = sampleResult().events;
  const [binary] = sampleResult().binaries;
  return sampleResult({
    header: {
      ...sampleHeader({ hostName: texts.slice(0, 8).join(' ') }),
      case: {
        case: texts.slice(0, 5).join(' '),
        evidence: null,
        examiner: HOSTILE_TEXTS.bidi,
        notes: HOSTILE_TEXTS.long,
      },
    },
    services,
    findings,
    events: event
      ? texts.map((text) => ({ ...event, id: text, service: text, actor: text, fields: fieldsOf(text) }))
      : [],
    binaries: binary
      ? texts.map((text) => ({
          ...binary,
          id: text,
          path: text,
          evidencePath: text,
          usedBy: [{ service: text, role: text }],
        }))
      : [],
    diagnostics: texts.map((text) => ({
      type: 'diagnostic',
      severity: 'error',
      code: text,
      source: text,
      path: text,
      offset: 1,
      what: text,
    })),
    coverage: texts.map((text) => ({
      type: 'coverage',
      source: text,
      outcome: 'failed',
      counts: { [text]: 1 },
      reason: text,
    })),
    summary: sampleSummary({
      verdict: `${HOSTILE_TEXTS.image} on ${HOSTILE_TEXTS.title}`,
      counts: {
        services: texts.length,
        events: texts.length,
        binaries: texts.length,
        findings: texts.length,
        diagnostics: texts.length,
      },
      notEvaluated: texts.map((text) => ({ rule: text, reason: text })),
      suppressed: texts.map((text) => ({ rule: text, filter: text, matches: 1 })),
    }),
  });
}

/** An own property even when its name is `__proto__`. */
function fieldsOf(text: string): Record<string, string> {
  return Object.fromEntries([[text, text]]);
}
