import type { BinaryRecord } from '../../shared/model/binary-record.ts';
import type { Header } from '../../shared/model/run.ts';
import type { ServiceRecord } from '../../shared/model/service-record.ts';

export type KnownGood = 'packaged' | 'sealed' | 'inbox';

/** Says why a record needs no look; null when it does. Never by a name alone. */
export interface GoodJudge {
  service(service: ServiceRecord, files: readonly BinaryRecord[]): KnownGood | null;
  file(file: BinaryRecord): KnownGood | null;
}

/** What macOS keeps on its sealed system volume since version 11. */
const SEALED = /^\/(?:System\/(?!Volumes\/)|usr\/(?!local\/)|bin\/|sbin\/)/;
const ABSENT_IS_FINE = 'environment-file';

/**
 * `inbox`: configured as Windows ships it, which the caller knows. The seal of a macOS volume is not verified here: it is what the
 * system itself refuses to start without.
 */
export function goodJudge(header: Header, inbox: (service: ServiceRecord) => boolean): GoodJudge {
  const sealed =
    header.root.platform === 'macos' &&
    header.root.layout === 'macos-volume' &&
    Number.parseInt(header.host.version ?? '', 10) >= 11;

  function file(one: BinaryRecord): KnownGood | null {
    if (one.state !== 'found') return null;
    if (one.package?.state === 'owned-unchanged') return 'packaged';
    return sealed && one.platform === 'macos' && SEALED.test(one.path) ? 'sealed' : null;
  }

  return {
    file,
    service(service, files) {
      if (service.state === 'deleted') return null;
      if (service.platform === 'windows') return inbox(service) ? 'inbox' : null;
      const defined = (service.definitions ?? []).length > 0;
      if (!defined || files.length === 0) return null;
      const outside = service.payloads.some(({ state, role }) => state !== 'found' && isProgram(role));
      const image = service.image === null || service.image.state === 'found';
      if (outside || !image) return null;
      const reasons = files.map((one) => file(one) ?? (mayDiffer(one, service.id) ? 'any' : null));
      if (reasons.includes(null)) return null;
      return reasons.includes('packaged') ? 'packaged' : reasons.includes('sealed') ? 'sealed' : null;
    },
  };
}

function isProgram(role: string): boolean {
  return role !== ABSENT_IS_FINE && role !== 'inline-code' && role !== 'script-code';
}

/** Settings of an administrator, in a file that packages bring empty or not at all. */
function mayDiffer(file: BinaryRecord, service: string): boolean {
  const roles = file.usedBy.filter((use) => use.service === service).map(({ role }) => role);
  const asSettings = roles.length > 0 && roles.every((role) => role === ABSENT_IS_FINE);
  return asSettings && (file.state === 'missing' || file.package?.state === 'conffile-changed');
}
