import type { Diagnostic } from '../../shared/model/diagnostic.ts';
import type { Provenance } from '../../shared/model/provenance.ts';
import type { ServiceRecord } from '../../shared/model/service-record.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Collected } from './collect.ts';

/**
 * Sources of Linux and macOS see a collection as the volume that it was taken from. What they found gets the paths that it has in
 * the evidence itself (`/collection/[root]/etc/…`), so that a reader can follow them; paths as the examined host knows them stay.
 */
export function withWholePaths(collected: Collected, evidence: Pick<Evidence, 'outerPath'>): void {
  const whole = (path: string): string => (path.startsWith('/') ? evidence.outerPath(path) : path);
  const wholeOrNull = (path: string | null): string | null => (path === null ? null : whole(path));
  const provenance = (list: readonly Provenance[]): Provenance[] =>
    list.map((one) => ({ ...one, path: whole(one.path) }));
  const service = (one: ServiceRecord): ServiceRecord => ({
    ...one,
    image: one.image === null ? null : { ...one.image, evidencePath: wholeOrNull(one.image.evidencePath) },
    payloads: one.payloads.map((payload) => ({
      ...payload,
      evidencePath: wholeOrNull(payload.evidencePath),
    })),
    provenance: provenance(one.provenance),
    ...(one.definitions === undefined
      ? {}
      : {
          definitions: one.definitions.map((file) => ({
            ...file,
            evidencePath: wholeOrNull(file.evidencePath),
          })),
        }),
  });
  const diagnostic = (one: Diagnostic): Diagnostic => ({ ...one, path: whole(one.path) });
  replace(collected.services, service);
  replace(collected.deleted, service);
  replace(collected.binaries, (file) => ({ ...file, evidencePath: wholeOrNull(file.evidencePath) }));
  replace(collected.events, (event) => ({ ...event, provenance: provenance(event.provenance) }));
  replace(collected.settings, (setting) => ({ ...setting, provenance: provenance(setting.provenance) }));
  replace(collected.diagnostics, diagnostic);
  collected.host = {
    ...collected.host,
    inputs: collected.host.inputs.map((input) => ({ ...input, path: whole(input.path) })),
  };
}

function replace<T>(list: T[], change: (one: T) => T): void {
  for (const [at, one] of list.entries()) list[at] = change(one);
}
