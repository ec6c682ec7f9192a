import type { EventRecord } from '../../shared/model/event-record.ts';

const ACTIONS = ['started', 'stopped', 'started', 'stopped', 'changed', 'created', 'failed'] as const;

/** Records as the Service Control Manager logs them, with all the fields that a reader keeps. */
export function loggedEvents(count: number, services: number): EventRecord[] {
  return Array.from({ length: count }, (_, index) => {
    const service = `Service${(index * 31) % services}`;
    const action = ACTIONS[index % ACTIONS.length] ?? 'other';
    const image = index % 50 === 0 ? 'C:\\Windows\\Temp\\' : 'C:\\Program Files\\Vendor\\';
    return {
      type: 'event',
      id: `windows:log:/Windows/System32/winevt/Logs/System.evtx:${index + 1}`,
      time: new Date(Date.UTC(2020, 0, 1) + ((index * 7919) % count) * 120_000).toISOString(),
      platform: 'windows',
      source: 'windows-events',
      eventId: action === 'created' ? 7045 : 7036,
      provider: 'Service Control Manager',
      channel: 'System',
      computer: 'DESKTOP-X',
      action,
      service,
      actor: index % 3 === 0 ? `S-1-5-21-1-2-3-${1000 + (index % 20)}` : null,
      fields: {
        Level: 4,
        Keywords: '0x8080000000000000',
        EventRecordID: index + 1,
        Execution_ProcessID: 632,
        Execution_ThreadID: 700 + (index % 90),
        ServiceName: service,
        ImagePath: `${image}service${index % 500}.exe`,
        ServiceType: 'user mode service',
        StartType: index % 2 === 0 ? 'auto start' : 'demand start',
        AccountName: 'LocalSystem',
      },
      provenance: [
        {
          path: '/Windows/System32/winevt/Logs/System.evtx',
          locator: { kind: 'event-record', recordId: String(index + 1), offset: 4096 + index * 700 },
          time: null,
        },
      ],
    };
  });
}
