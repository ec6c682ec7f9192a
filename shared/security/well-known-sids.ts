/**
 * Well-known SIDs ([MS-DTYP] 2.4.2.4; aliases: 2.5.1.1; names as Windows shows them in English).
 * Table rows: SID, SDDL alias or '', name.
 */
const ABSOLUTE: readonly (readonly [sid: string, alias: string, name: string])[] = [
  ['S-1-0-0', '', 'Nobody'],
  ['S-1-1-0', 'WD', 'Everyone'],
  ['S-1-2-0', '', 'LOCAL'],
  ['S-1-2-1', '', 'CONSOLE LOGON'],
  ['S-1-3-0', 'CO', 'CREATOR OWNER'],
  ['S-1-3-1', 'CG', 'CREATOR GROUP'],
  ['S-1-3-4', 'OW', 'OWNER RIGHTS'],
  ['S-1-5-1', '', 'DIALUP'],
  ['S-1-5-2', 'NU', 'NETWORK'],
  ['S-1-5-3', '', 'BATCH'],
  ['S-1-5-4', 'IU', 'INTERACTIVE'],
  ['S-1-5-6', 'SU', 'SERVICE'],
  ['S-1-5-7', 'AN', 'ANONYMOUS LOGON'],
  ['S-1-5-8', '', 'PROXY'],
  ['S-1-5-9', 'ED', 'ENTERPRISE DOMAIN CONTROLLERS'],
  ['S-1-5-10', 'PS', 'SELF'],
  ['S-1-5-11', 'AU', 'Authenticated Users'],
  ['S-1-5-12', 'RC', 'RESTRICTED'],
  ['S-1-5-13', '', 'TERMINAL SERVER USER'],
  ['S-1-5-14', '', 'REMOTE INTERACTIVE LOGON'],
  ['S-1-5-15', '', 'This Organization'],
  ['S-1-5-17', '', 'IUSR'],
  ['S-1-5-18', 'SY', 'SYSTEM'],
  ['S-1-5-19', 'LS', 'LOCAL SERVICE'],
  ['S-1-5-20', 'NS', 'NETWORK SERVICE'],
  ['S-1-5-33', 'WR', 'WRITE RESTRICTED'],
  ['S-1-5-113', '', 'Local account'],
  ['S-1-5-114', '', 'Local account and member of Administrators group'],
  ['S-1-5-32-544', 'BA', 'Administrators'],
  ['S-1-5-32-545', 'BU', 'Users'],
  ['S-1-5-32-546', 'BG', 'Guests'],
  ['S-1-5-32-547', 'PU', 'Power Users'],
  ['S-1-5-32-548', 'AO', 'Account Operators'],
  ['S-1-5-32-549', 'SO', 'Server Operators'],
  ['S-1-5-32-550', 'PO', 'Print Operators'],
  ['S-1-5-32-551', 'BO', 'Backup Operators'],
  ['S-1-5-32-552', 'RE', 'Replicator'],
  ['S-1-5-32-554', 'RU', 'Pre-Windows 2000 Compatible Access'],
  ['S-1-5-32-555', 'RD', 'Remote Desktop Users'],
  ['S-1-5-32-556', 'NO', 'Network Configuration Operators'],
  ['S-1-5-32-557', '', 'Incoming Forest Trust Builders'],
  ['S-1-5-32-558', 'MU', 'Performance Monitor Users'],
  ['S-1-5-32-559', 'LU', 'Performance Log Users'],
  ['S-1-5-32-560', '', 'Windows Authorization Access Group'],
  ['S-1-5-32-561', '', 'Terminal Server License Servers'],
  ['S-1-5-32-562', '', 'Distributed COM Users'],
  ['S-1-5-32-568', 'IS', 'IIS_IUSRS'],
  ['S-1-5-32-569', 'CY', 'Cryptographic Operators'],
  ['S-1-5-32-573', 'ER', 'Event Log Readers'],
  ['S-1-5-32-574', 'CD', 'Certificate Service DCOM Access'],
  ['S-1-5-32-575', 'RA', 'RDS Remote Access Servers'],
  ['S-1-5-32-576', 'ES', 'RDS Endpoint Servers'],
  ['S-1-5-32-577', 'MS', 'RDS Management Servers'],
  ['S-1-5-32-578', 'HA', 'Hyper-V Administrators'],
  ['S-1-5-32-579', 'AA', 'Access Control Assistance Operators'],
  ['S-1-5-32-580', 'RM', 'Remote Management Users'],
  ['S-1-5-32-581', '', 'System Managed Accounts Group'],
  ['S-1-5-32-582', '', 'Storage Replica Administrators'],
  ['S-1-5-32-583', '', 'Device Owners'],
  ['S-1-5-80-0', '', 'ALL SERVICES'],
  ['S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464', '', 'TrustedInstaller'],
  ['S-1-5-83-0', '', 'Virtual Machines'],
  ['S-1-5-84-0-0-0-0-0', 'UD', 'USER MODE DRIVERS'],
  ['S-1-5-90-0', '', 'Window Manager Group'],
  ['S-1-15-2-1', 'AC', 'ALL APPLICATION PACKAGES'],
  ['S-1-15-2-2', '', 'ALL RESTRICTED APPLICATION PACKAGES'],
  ['S-1-16-0', '', 'Untrusted Mandatory Level'],
  ['S-1-16-4096', 'LW', 'Low Mandatory Level'],
  ['S-1-16-8192', 'ME', 'Medium Mandatory Level'],
  ['S-1-16-8448', 'MP', 'Medium Plus Mandatory Level'],
  ['S-1-16-12288', 'HI', 'High Mandatory Level'],
  ['S-1-16-16384', 'SI', 'System Mandatory Level'],
  ['S-1-18-1', 'AS', 'Authentication authority asserted identity'],
  ['S-1-18-2', 'SS', 'Service asserted identity'],
];

/** SIDs of a domain or machine, `S-1-5-21-…-RID`: RID, SDDL alias or '', name. */
const RELATIVE: readonly (readonly [rid: number, alias: string, name: string])[] = [
  [498, 'RO', 'Enterprise Read-only Domain Controllers'],
  [500, 'LA', 'Administrator'],
  [501, 'LG', 'Guest'],
  [502, '', 'krbtgt'],
  [512, 'DA', 'Domain Admins'],
  [513, 'DU', 'Domain Users'],
  [514, 'DG', 'Domain Guests'],
  [515, 'DC', 'Domain Computers'],
  [516, 'DD', 'Domain Controllers'],
  [517, 'CA', 'Cert Publishers'],
  [518, 'SA', 'Schema Admins'],
  [519, 'EA', 'Enterprise Admins'],
  [520, 'PA', 'Group Policy Creator Owners'],
  [521, '', 'Read-only Domain Controllers'],
  [522, 'CN', 'Cloneable Domain Controllers'],
  [525, 'AP', 'Protected Users'],
  [526, 'KA', 'Key Admins'],
  [527, 'EK', 'Enterprise Key Admins'],
  [553, 'RS', 'RAS and IAS Servers'],
];

const nameBySid = new Map(ABSOLUTE.map(([sid, , name]) => [sid, name]));
const aliasBySid = new Map(ABSOLUTE.filter(([, alias]) => alias !== '').map(([sid, alias]) => [sid, alias]));
const sidByAlias = new Map(ABSOLUTE.filter(([, alias]) => alias !== '').map(([sid, alias]) => [alias, sid]));
const nameByRid = new Map(RELATIVE.map(([rid, , name]) => [rid, name]));
const ridByAlias = new Map(RELATIVE.filter(([, alias]) => alias !== '').map(([rid, alias]) => [alias, rid]));

/** Alias of a SID; null for SIDs without one and for those of a domain, whose alias would lose the domain. */
export function sidAlias(sid: string): string | null {
  return aliasBySid.get(sid) ?? null;
}

/** SID of an alias. Aliases of a domain's own SIDs give `S-1-5-21-RID`, since SDDL does not say which domain. */
export function sidOfAlias(alias: string): string | null {
  const sid = sidByAlias.get(alias);
  if (sid !== undefined) return sid;
  const rid = ridByAlias.get(alias);
  return rid === undefined ? null : `S-1-5-21-${rid}`;
}

/** Relative id of a SID that belongs to a domain or machine; null for every other SID. */
export function domainRid(sid: string): number | null {
  const match = /^S-1-5-21(?:-\d+)*-(\d+)$/.exec(sid);
  return match?.[1] === undefined ? null : Number(match[1]);
}

/** English name of a SID, or the SID itself where no name is known. */
export function sidName(sid: string): string {
  const known = nameBySid.get(sid);
  if (known !== undefined) return known;
  const rid = domainRid(sid);
  if (rid !== null) return nameByRid.get(rid) ?? sid;
  if (sid.startsWith('S-1-5-5-')) return 'Logon session';
  if (sid.startsWith('S-1-5-80-')) return `NT SERVICE\\${sid}`;
  if (sid.startsWith('S-1-5-82-')) return `IIS APPPOOL\\${sid}`;
  if (sid.startsWith('S-1-5-83-1-')) return `Virtual machine ${sid}`;
  if (sid.startsWith('S-1-5-90-')) return `Window Manager ${sid}`;
  if (sid.startsWith('S-1-5-96-')) return `Font Driver Host ${sid}`;
  if (sid.startsWith('S-1-15-2-')) return `App package ${sid}`;
  if (sid.startsWith('S-1-15-3-')) return `Capability ${sid}`;
  return sid;
}
