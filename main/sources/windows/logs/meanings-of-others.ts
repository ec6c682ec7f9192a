import type { EventRecord } from '../../../../shared/model/event-record.ts';
import type { EventMeaning, MeaningOf } from './meaning.ts';

/**
 * What other providers say of services that bear on the mission: protection, recovery, WinRM, BITS, code integrity, and when the host
 * started, stopped or was updated (context that explains changes). Ids from the providers' manifests and Microsoft Learn.
 */
type Row = readonly [string, readonly number[], EventRecord['action'], string | null];

const ROWS: readonly Row[] = [
  ['microsoft-windows-windows defender', [5000], 'started', 'WinDefend'],
  ['microsoft-windows-windows defender', [5001, 5010, 5012], 'stopped', 'WinDefend'],
  ['microsoft-windows-windows defender', [5004, 5007, 5013], 'changed', 'WinDefend'],
  ['microsoft-windows-windows defender', [1116, 1117, 3002, 5008], 'other', 'WinDefend'],
  ['microsoft-windows-winrm', [91, 168, 208, 209, 212], 'other', 'WinRM'],
  ['microsoft-windows-bits-client', [3, 4, 5, 59, 60, 61, 16403], 'other', 'BITS'],
  ['microsoft-windows-codeintegrity', [3023, 3033, 3077], 'other', null],
  ['microsoft-windows-backup', [517, 518, 521, 524], 'other', 'wbengine'],
  ['vss', [8193, 12289], 'failed', 'VSS'],
  ['vss', [8224], 'stopped', 'VSS'],
  ['eventlog', [6005], 'started', 'EventLog'],
  ['eventlog', [6006], 'stopped', 'EventLog'],
  ['eventlog', [6008, 6009, 6013], 'other', null],
  ['microsoft-windows-kernel-general', [12, 13], 'other', null],
  ['user32', [1074], 'other', null],
  ['microsoft-windows-driverframeworks-usermode', [219], 'other', null],
  ['microsoft-windows-kernel-pnp', [219], 'failed', null],
  ['msiinstaller', [1033, 1034, 11707, 11708, 11724], 'other', null],
  ['microsoft-windows-windowsupdateclient', [19, 43], 'other', null],
  ['microsoft-windows-hyper-v-worker', [18500], 'other', 'vmms'],
  ['microsoft-windows-hyper-v-vmms', [13002], 'other', 'vmms'],
];

export const MEANINGS_OF_OTHERS: readonly (readonly [string, MeaningOf])[] = ROWS.flatMap(
  ([provider, ids, action, service]) => {
    const meaning: EventMeaning = { action, service };
    return ids.map((id) => [`${provider}/${id}`, () => meaning] as const);
  },
);
