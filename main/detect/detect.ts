import type { Finding } from '../../shared/model/finding.ts';
import type { Host } from '../../shared/model/host.ts';
import type { Provenance } from '../../shared/model/provenance.ts';
import type { Summary } from '../../shared/model/run.ts';
import type { ServiceRecord } from '../../shared/model/service-record.ts';
import type { Setting } from '../../shared/model/setting.ts';
import { createFactContext, type FactContext, type FactInput } from './facts/fact-context.ts';
import { linuxServiceFields } from './facts/linux/linux-service-fields.ts';
import { macosServiceFields } from './facts/macos/macos-service-fields.ts';
import { windowsServiceFields } from './facts/service-facts.ts';
import { windowsSettingFields } from './facts/setting-facts.ts';
import { placeholderValues } from './lists/lists.ts';
import { type About, makeFinding } from './make-finding.ts';
import { NEED_REASONS, type Need, unmetNeeds } from './needs.ts';
import type { CompiledInventoryRule, RuleSet } from './rule-set.ts';
import { Candidates, FieldRecord, type FieldValue, type RecordFields } from './sigma/sigma.ts';
import { Suppressed } from './suppressed.ts';
import { TellingParts, withPlaces } from './telling-parts.ts';
import { isSet } from './why.ts';

export interface DetectInput extends FactInput {
  readonly services: readonly ServiceRecord[];
  /** Recovered service keys: judged, not counted. */
  readonly deleted: readonly ServiceRecord[];
  readonly settings: readonly Setting[];
  readonly host: Host;
  readonly filesComplete: boolean;
  readonly baseline: readonly ServiceRecord[] | null;
  readonly knownServices: ReadonlySet<string> | null;
  readonly iocs: readonly string[];
  /** A log was read. */
  readonly logsRead: boolean;
  readonly knownAdmins: ReadonlySet<string> | null;
}

export interface DetectResult {
  readonly findings: Finding[];
  /** Rules that could not, or not wholly, run on this evidence. */
  readonly notEvaluated: Summary['notEvaluated'];
  /** Matches that a filter of the user took away. */
  readonly suppressed: Summary['suppressed'];
}

/** Lets every rule judge every service and setting. Pure: the same input gives the same findings. */
export function detect(input: DetectInput, rules: RuleSet): DetectResult {
  const findings: Finding[] = [];
  const suppressed = new Suppressed();
  if (rules.rules.length === 0) return { findings, notEvaluated: [], suppressed: [] };
  const context = createFactContext(input);
  const serviceRules = candidatesOf(rules, 'service');
  const settingRules = candidatesOf(rules, 'setting');
  const telling = new TellingParts();
  for (const service of [...input.services, ...input.deleted]) {
    const record = new FieldRecord(serviceFields(service, context));
    const narrow: Narrow = (rule) => {
      const fieldsOf = (one: ServiceRecord): FieldRecord => new FieldRecord(serviceFields(one, context));
      const told = telling.of(service, (one) => rule.compiled.evaluate(fieldsOf(one)) !== null);
      if (told === null) return null;
      const part = fieldsOf(told.record);
      // What the part does not say, the service may.
      const get = (field: string): FieldValue => (isSet(part.get(field)) ? part : record).get(field);
      return { record: { get }, places: told.places };
    };
    judge(serviceRules, record, findings, suppressed, narrow, {
      prefix: service.state === 'deleted' ? 'Recovered from a deleted key: ' : '',
      subject: { kind: 'service', id: service.id, name: service.name, platform: service.platform },
      evidence: service.provenance,
    });
  }
  for (const setting of input.settings) {
    const record = new FieldRecord(windowsSettingFields(setting, context));
    judge(settingRules, record, findings, suppressed, () => null, {
      prefix: '',
      subject: { kind: 'setting', id: setting.id, name: setting.name, platform: setting.platform },
      evidence: setting.provenance,
    });
  }
  const correlations = input.logsRead ? [] : (rules.correlations ?? []);
  return {
    findings,
    notEvaluated: [
      ...notEvaluated(rules.rules, metNeeds(input, context)),
      ...correlations.map(({ name }) => ({ rule: name, reason: NEED_REASONS.logs })),
    ],
    suppressed: suppressed.list(),
  };
}

/** The fields of a service's own system. */
function serviceFields(
  service: ServiceRecord,
  context: FactContext,
): Readonly<Record<string, FieldValue | (() => FieldValue)>> {
  switch (service.platform) {
    case 'windows':
      return windowsServiceFields(service, context);
    case 'linux':
      return linuxServiceFields(service, context);
    case 'macos':
      return macosServiceFields(service, context);
  }
}

function candidatesOf(
  { rules }: RuleSet,
  subject: CompiledInventoryRule['subject'],
): Candidates<CompiledInventoryRule> {
  return new Candidates(
    rules.filter((rule) => rule.subject === subject),
    placeholderValues,
  );
}

/** What of the subject a rule's match is about, in fields and places; null for all of it. */
type Narrow = (
  rule: CompiledInventoryRule,
) => { readonly record: RecordFields; readonly places: readonly Provenance[] } | null;

function judge(
  rules: Candidates<CompiledInventoryRule>,
  record: FieldRecord,
  findings: Finding[],
  suppressed: Suppressed,
  narrow: Narrow,
  about: About,
): void {
  rules.forRecord(record, (rule) => {
    const match = rule.compiled.evaluate(record);
    if (match === null) return;
    const [filter] = match.suppressedBy;
    if (filter !== undefined) suppressed.add(rule.name, filter);
    else {
      const told = narrow(rule);
      const evidence = told === null ? about.evidence : withPlaces(told.places, about.evidence);
      findings.push(makeFinding(rule, told?.record ?? record, match, { ...about, evidence }));
    }
  });
}

function metNeeds(input: DetectInput, context: FactContext): Set<Need> {
  const met = new Set<Need>();
  if (input.host.inputs.some((file) => file.role === 'SOFTWARE')) met.add('software-hive');
  if (input.filesComplete) met.add('files');
  if (input.services.some((service) => service.payloads.some((payload) => payload.sha256 !== null))) {
    met.add('hashes');
  }
  if (input.binaries?.some((file) => file.writableBy !== null)) met.add('permissions');
  if (input.binaries?.some((file) => file.package !== null && file.package.state !== 'no-database')) {
    met.add('packages');
  }
  if (input.services.some(({ launchd }) => launchd?.registeredAsBackgroundItem != null))
    met.add('background-items');
  if (input.services.some(({ systemd }) => systemd !== undefined && systemd.processes.length > 0)) {
    met.add('processes');
  }
  if (context.release !== null) met.add('release');
  if (input.baseline !== null) met.add('baseline');
  if (input.knownServices !== null) met.add('known-services');
  if (input.iocs.length > 0) met.add('iocs');
  if (input.logsRead) met.add('logs');
  if (input.knownAdmins !== null) met.add('known-admins');
  return met;
}

function notEvaluated(
  rules: readonly CompiledInventoryRule[],
  met: ReadonlySet<Need>,
): Summary['notEvaluated'] {
  return rules.flatMap((rule) => {
    const needs = unmetNeeds(rule.compiled.fields, met);
    if ((rule.subject === 'event' || rule.subject === 'history') && !met.has('logs')) needs.unshift('logs');
    return needs.length === 0
      ? []
      : [{ rule: rule.name, reason: needs.map((need) => NEED_REASONS[need]).join('; ') }];
  });
}
