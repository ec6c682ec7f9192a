import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { corpusTruth } from '../../support/corpus.ts';
import { service } from './record-builder.ts';

interface TruthService {
  readonly name: string;
  readonly displayName: string | readonly string[] | null;
  readonly description: string | readonly string[] | null;
  readonly imagePath: string | null;
  readonly start: number | null;
  readonly type: number | null;
  readonly objectName: string | null;
  readonly serviceDll: string | null;
  readonly serviceDllDirect: string | null;
  readonly failureCommand: string | null;
  readonly dependOnService: readonly string[] | string | null;
}

const text = (value: string | readonly string[] | null): string | null =>
  typeof value === 'string' || value === null ? value : (value[0] ?? null);

/** Services of a corpus hive as independent readers saw them. */
export function corpusServices(hive: string): ServiceRecord[] {
  const truth = corpusTruth<{ services: readonly TruthService[] }>(`${hive}.SYSTEM`);
  return truth.services.map((one) =>
    service(one.name, {
      imagePath: text(one.imagePath),
      start: one.start,
      type: one.type,
      objectName: text(one.objectName),
      displayName: text(one.displayName),
      description: text(one.description),
      serviceDll: text(one.serviceDll ?? one.serviceDllDirect),
      failureCommand: text(one.failureCommand),
      dependOnService: one.dependOnService === null ? null : [one.dependOnService].flat(),
    }),
  );
}

export const CLEAN = 'win10-21h2-x64_clean_DESKTOP-M3OSHQU';
export const NEAR_CLEAN = 'win81-x64_SENSEI';
export const WORKSTATION = 'win10-1709-x64_DESKTOP-PM6C56D';
export const SUSPICIOUS = 'winxp-x86_suspicious_M57-PAT';
