import { compareLevels } from '../../../shared/level.ts';
import type { BinaryRecord } from '../../../shared/model/binary-record.ts';
import type { Subject } from '../subject-index.ts';
import type { CsvColumn } from './csv-text.ts';

/** `serviceNames`: name of a service by its id. */
export function binaryColumns(
  subjects: ReadonlyMap<string, Subject>,
  serviceNames: ReadonlyMap<string, string>,
): readonly CsvColumn<BinaryRecord>[] {
  const worst = ({ usedBy }: BinaryRecord) =>
    usedBy.flatMap(({ service }) => subjects.get(service)?.worst ?? []).toSorted(compareLevels)[0];
  return [
    { name: 'ServiceLevel', cell: (binary) => worst(binary) ?? '' },
    { name: 'Path', cell: ({ path }) => path },
    { name: 'State', cell: ({ state }) => state },
    { name: 'Size', cell: ({ size }) => size },
    { name: 'Modified', cell: ({ modified }) => modified },
    { name: 'Changed', cell: ({ changed }) => changed },
    { name: 'Created', cell: ({ created }) => created },
    { name: 'Mode', cell: ({ mode }) => mode },
    { name: 'Owner', cell: ({ owner, uid }) => owner ?? uid },
    { name: 'Group', cell: ({ group, gid }) => group ?? gid },
    { name: 'WritableBy', cell: ({ writableBy }) => writableBy?.join(' | ') ?? null },
    { name: 'Package', cell: ({ package: owner }) => owner?.package ?? null },
    { name: 'PackageState', cell: ({ package: owner }) => owner?.state ?? null },
    { name: 'HashState', cell: ({ hashState }) => hashState },
    { name: 'MD5', cell: ({ md5 }) => md5 },
    { name: 'SHA1', cell: ({ sha1 }) => sha1 },
    { name: 'SHA256', cell: ({ sha256 }) => sha256 },
    { name: 'Uses', cell: ({ usedBy }) => usedBy.length },
    {
      name: 'UsedBy',
      cell: ({ usedBy }) =>
        usedBy.map(({ service, role }) => `${serviceNames.get(service) ?? service} (${role})`).join(' | '),
    },
    { name: 'EvidencePath', cell: ({ evidencePath }) => evidencePath },
    { name: 'Platform', cell: ({ platform }) => platform },
  ];
}
