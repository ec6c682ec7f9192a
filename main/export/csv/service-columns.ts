import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { hexOffset, locatorOffset, locatorText } from '../locator-text.ts';
import type { Subject } from '../subject-index.ts';
import type { CsvColumn } from './csv-text.ts';

/** Columns in the order in which Autoruns and Velociraptor users look for them. */
export function serviceColumns(subjects: ReadonlyMap<string, Subject>): readonly CsvColumn<ServiceRecord>[] {
  return [
    { name: 'Level', cell: ({ id }) => subjects.get(id)?.worst ?? '' },
    { name: 'Findings', cell: ({ id }) => subjects.get(id)?.findings.length ?? 0 },
    { name: 'Name', cell: ({ name }) => name },
    { name: 'DisplayName', cell: ({ displayName }) => displayName },
    { name: 'Kind', cell: ({ kind }) => kind },
    { name: 'StartMode', cell: ({ startMode }) => startMode },
    { name: 'State', cell: ({ state }) => state },
    { name: 'Account', cell: ({ account }) => account },
    { name: 'Command', cell: ({ command }) => command },
    { name: 'ImagePath', cell: ({ image }) => image?.path ?? null },
    { name: 'ImageState', cell: ({ image }) => image?.state ?? null },
    { name: 'ServiceDll', cell: ({ windows }) => windows?.serviceDll ?? null },
    { name: 'FailureCommand', cell: ({ windows }) => windows?.failureCommand ?? null },
    { name: 'SHA256', cell: ({ image }) => image?.sha256 ?? null },
    { name: 'LastChanged', cell: ({ lastChanged }) => lastChanged },
    { name: 'SvchostGroup', cell: ({ windows }) => windows?.svchostGroup ?? null },
    { name: 'FromLog', cell: ({ windows }) => windows?.fromLog ?? null },
    { name: 'UnitFileState', cell: ({ systemd }) => systemd?.unitFileState ?? null },
    {
      name: 'Definition',
      cell: ({ definitions }) => definitions?.map(({ path }) => path).join(' | ') ?? null,
    },
    { name: 'Key', cell: ({ provenance: [first] }) => (first ? locatorText(first.locator) : null) },
    { name: 'Offset', cell: ({ provenance: [first] }) => (first ? hexOffset(locatorOffset(first)) : null) },
    { name: 'EvidencePath', cell: ({ provenance: [first] }) => first?.path ?? null },
    { name: 'Platform', cell: ({ platform }) => platform },
  ];
}
