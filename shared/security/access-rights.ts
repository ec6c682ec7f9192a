/** What a descriptor protects: decides what its object-specific rights mean. */
export type SecuredObject = 'service' | 'key';

/** Two-letter rights of SDDL with their bits ([MS-DTYP] 2.5.1.1), lowest bit first, as Windows itself writes them. */
export const SDDL_RIGHTS: readonly (readonly [letters: string, mask: number])[] = [
  ['CC', 0x0000_0001],
  ['DC', 0x0000_0002],
  ['LC', 0x0000_0004],
  ['SW', 0x0000_0008],
  ['RP', 0x0000_0010],
  ['WP', 0x0000_0020],
  ['DT', 0x0000_0040],
  ['LO', 0x0000_0080],
  ['CR', 0x0000_0100],
  ['SD', 0x0001_0000],
  ['RC', 0x0002_0000],
  ['WD', 0x0004_0000],
  ['WO', 0x0008_0000],
  ['GA', 0x1000_0000],
  ['GX', 0x2000_0000],
  ['GW', 0x4000_0000],
  ['GR', 0x8000_0000],
];

/** Rights that stand for a whole mask: registry keys, files, mandatory labels ([MS-DTYP] 2.5.1.1). */
export const SDDL_COMBINED_RIGHTS: readonly (readonly [letters: string, mask: number])[] = [
  ['KA', 0x000f_003f],
  ['KR', 0x0002_0019],
  ['KW', 0x0002_0006],
  ['KX', 0x0002_0019],
  ['FA', 0x001f_01ff],
  ['FR', 0x0012_0089],
  ['FW', 0x0012_0116],
  ['FX', 0x0012_00a0],
  ['NW', 0x0000_0001],
  ['NR', 0x0000_0002],
  ['NX', 0x0000_0004],
];

const STANDARD_NAMES: readonly (readonly [name: string, mask: number])[] = [
  ['DELETE', 0x0001_0000],
  ['READ_CONTROL', 0x0002_0000],
  ['WRITE_DAC', 0x0004_0000],
  ['WRITE_OWNER', 0x0008_0000],
];

/** Names of the single rights (winsvc.h, winnt.h; Microsoft Learn, "Service Security and Access Rights"). */
export const RIGHT_NAMES: Readonly<
  Record<SecuredObject, readonly (readonly [name: string, mask: number])[]>
> = {
  service: [
    ['SERVICE_QUERY_CONFIG', 0x0001],
    ['SERVICE_CHANGE_CONFIG', 0x0002],
    ['SERVICE_QUERY_STATUS', 0x0004],
    ['SERVICE_ENUMERATE_DEPENDENTS', 0x0008],
    ['SERVICE_START', 0x0010],
    ['SERVICE_STOP', 0x0020],
    ['SERVICE_PAUSE_CONTINUE', 0x0040],
    ['SERVICE_INTERROGATE', 0x0080],
    ['SERVICE_USER_DEFINED_CONTROL', 0x0100],
    ...STANDARD_NAMES,
  ],
  key: [
    ['KEY_QUERY_VALUE', 0x0001],
    ['KEY_SET_VALUE', 0x0002],
    ['KEY_CREATE_SUB_KEY', 0x0004],
    ['KEY_ENUMERATE_SUB_KEYS', 0x0008],
    ['KEY_NOTIFY', 0x0010],
    ['KEY_CREATE_LINK', 0x0020],
    ...STANDARD_NAMES,
  ],
};

/** What the four generic bits become on each object, order: all, execute, write, read (the same sources). */
const GENERIC_MAPPING: Readonly<
  Record<SecuredObject, readonly (readonly [generic: number, mask: number])[]>
> = {
  service: [
    [0x1000_0000, 0x000f_01ff],
    [0x2000_0000, 0x0002_0170],
    [0x4000_0000, 0x0002_0002],
    [0x8000_0000, 0x0002_008d],
  ],
  key: [
    [0x1000_0000, 0x000f_003f],
    [0x2000_0000, 0x0002_0019],
    [0x4000_0000, 0x0002_0006],
    [0x8000_0000, 0x0002_0019],
  ],
};

/** The mask with its generic bits replaced by the rights they stand for. Unsigned 32 bits. */
export function mapGenericRights(mask: number, object: SecuredObject): number {
  let mapped = mask & 0x0fff_ffff;
  for (const [generic, rights] of GENERIC_MAPPING[object]) if ((mask & generic) !== 0) mapped |= rights;
  return mapped >>> 0;
}

/** Names of the rights in a mask without generic bits. */
export function rightNames(mask: number, object: SecuredObject): string[] {
  return RIGHT_NAMES[object].filter(([, bit]) => (mask & bit) !== 0).map(([name]) => name);
}
