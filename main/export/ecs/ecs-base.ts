import type { Provenance } from '../../../shared/model/provenance.ts';
import type { TriageResult } from '../../../shared/model/triage-event.ts';
import { isTime, referenceTime } from '../evidence-time.ts';
import { hexOffset, locatorOffset, locatorText } from '../locator-text.ts';
import { hostKey, ownUuid } from '../uuid5.ts';
import { type SaidObject, said } from './ecs-document.ts';

/** Version of ECS whose fields are used. */
const ECS_VERSION = '8.17.0';

/** What all documents of one run have. */
export interface EcsBase {
  /** Namespace of the ids of its documents. */
  readonly namespace: string;
  readonly attackVersion: number;
  readonly host: SaidObject;
  readonly observer: SaidObject;
  readonly labels: SaidObject;
  readonly fallback: string;
}

export function ecsBase(result: TriageResult, attackVersion: number): EcsBase {
  const { header } = result;
  const { host, tool } = header;
  const platform = host.platform ?? header.root.platform;
  return {
    namespace: ownUuid('ecs', hostKey(header)),
    attackVersion,
    host: said({
      name: host.hostName,
      hostname: host.hostName,
      domain: host.domain,
      architecture: host.architecture,
      os: {
        type: platform,
        platform,
        full: host.product,
        name: host.product,
        version: host.version,
        kernel: host.build,
      },
    }),
    observer: said({ vendor: tool.name, product: tool.name, type: 'triage', version: tool.version }),
    labels: said({ case: header.case.case, evidence: header.case.evidence }),
    fallback: referenceTime(result),
  };
}

interface Event {
  readonly kind: 'alert' | 'event' | 'state' | 'pipeline_error';
  readonly category: readonly string[];
  readonly type: readonly string[];
  /** What follows `daemonscope.` in event.dataset. */
  readonly dataset: string;
  readonly [field: string]: string | number | null | readonly string[];
}

/**
 * The head of a document. `@timestamp` is a time of the evidence; where a record has none, a document needs one all the same:
 * it is that of the host, and `tags` says so.
 */
export function ecsHead(base: EcsBase, time: string | null, message: string, event: Event): SaidObject {
  const known = isTime(time);
  const { dataset, kind, category, type, ...rest } = event;
  return {
    '@timestamp': known ? time : base.fallback,
    message,
    tags: ['daemonscope', ...(known ? [] : ['time-unknown'])],
    labels: base.labels,
    ecs: { version: ECS_VERSION },
    event: { kind, category, type, module: 'daemonscope', dataset: `daemonscope.${dataset}`, ...rest },
    host: base.host,
    observer: base.observer,
  };
}

/** The first proof in ECS' own fields. */
export function ecsPointer([first]: readonly Provenance[]): SaidObject {
  if (first === undefined) return {};
  const { path, locator } = first;
  if (locator.kind !== 'registry') return { log: { file: { path } } };
  const [hive = '', ...rest] = locator.key.split('\\');
  const full = locator.value === null ? locator.key : `${locator.key}\\${locator.value}`;
  return {
    log: { file: { path } },
    registry: { hive, key: rest.join('\\'), path: full, value: locator.value },
  };
}

/** Pointers that one document lists; the JSONL export has them all. */
const MAX_POINTERS = 50;

/** All proofs, one line each: `SYSTEM, HKLM\…, value ImagePath, 0x001A2B30`. */
export function pointerLines(provenance: readonly Provenance[]): string[] {
  return provenance.slice(0, MAX_POINTERS).map((pointer) => {
    const { path, locator } = pointer;
    const value = locator.kind === 'registry' && locator.value !== null ? `value ${locator.value}` : '';
    const parts = [path, locatorText(locator), value, hexOffset(locatorOffset(pointer))];
    return parts.filter((part) => part !== '').join(', ');
  });
}
