import type { EventRecord } from '../../../shared/model/event-record.ts';
import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import type { FactContext } from '../facts/fact-context.ts';
import { windowsServiceFields } from '../facts/service-facts.ts';
import { placeholderValues } from '../lists/lists.ts';
import type { CompiledInventoryRule } from '../rule-set.ts';
import { Candidates, FieldRecord } from '../sigma/sigma.ts';
import type { Suppressed } from '../suppressed.ts';
import type { WindowsServiceField } from '../taxonomy.ts';
import type { Matches } from './matches.ts';

/** Fields that the record of an installation is enough for. A rule that asks for any other is not asked. */
const TOLD_BY_LOG: ReadonlySet<string> = new Set<WindowsServiceField>([
  'Name',
  'ImagePath',
  'ObjectName',
  'Start',
  'StartMode',
  'Kind',
  'State',
  'Product',
  'CommandLines',
  'Programs',
  'PayloadPaths',
  'PayloadDirectoryClasses',
  'ImageResolved',
  'ImageName',
  'ImageExtension',
  'ImageDirectoryClass',
  'CommandTraits',
  'IsInbox',
  'IsInboxAnywhere',
  'InboxReleaseKnown',
  'ResemblesName',
  'ResemblesHow',
  'ResemblesImage',
  'InboxImageElsewhere',
  'NameAnomalies',
  'RandomName',
  'NameShape',
  'ImageNameRandom',
  'HostedPrograms',
  'WrapperKind',
  // As a number in 4697, in words in 7045, where a service is taken for one with a process of its own.
  'TypeFlags',
  // Not in the record, so that what a rule says of them beside the image does not match; none asks for their absence alone.
  'ServiceDllDirectoryClass',
  'ServiceDllResolved',
  'DisplayName',
  'Description',
]);

/**
 * The rules on configured services, asked of services that a log says were installed and that are configured no longer, or otherwise
 * now: a service that ran for a minute and was removed leaves nothing else.
 */
export class LoggedInstalls {
  readonly #candidates: Candidates<CompiledInventoryRule>;
  readonly #context: FactContext;

  constructor(rules: readonly CompiledInventoryRule[], context: FactContext) {
    this.#context = context;
    const told = rules.filter(
      ({ subject, compiled }) =>
        subject === 'service' &&
        !compiled.usesKeywords &&
        compiled.fields.length > 0 &&
        compiled.fields.every((field) => TOLD_BY_LOG.has(field)),
    );
    this.#candidates = new Candidates(told, placeholderValues);
  }

  /** True when a rule fired. */
  judge(event: EventRecord, logged: ServiceRecord, matches: Matches, suppressed: Suppressed): boolean {
    const now = this.#context.services.get(logged.name.toLowerCase());
    // What is configured as it was installed has been judged already, with more to judge it by.
    if (now !== undefined && samePath(now.image?.path, logged.image?.path)) return false;
    const record = new FieldRecord(windowsServiceFields(logged, this.#context));
    const still = now === undefined ? 'no longer configured' : 'configured otherwise now';
    const prefix = `Logged as installed${this.#context.services.size === 0 ? '' : `, ${still}`}: `;
    let fired = false;
    this.#candidates.forRecord(record, (rule) => {
      const match = rule.compiled.evaluate(record);
      if (match === null) return;
      const [filter] = match.suppressedBy;
      if (filter !== undefined) suppressed.add(rule.name, filter);
      else {
        fired = true;
        matches.add(rule, event, record, match, prefix);
      }
    });
    return fired;
  }
}

function samePath(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a.toLowerCase() === b.toLowerCase();
}
