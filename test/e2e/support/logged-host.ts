import { type Situation, situationTree } from '../../support/rule-fixture.ts';

const IMAGE = 'C:\\Users\\Public\\Libraries\\whsvc.exe';

/** A Windows root with hives and event logs: one service that lives on, and one of which only the logs still know. */
const SITUATION: Situation = {
  name: 'a host with logs',
  services: {
    WinHelpSvc: { ImagePath: IMAGE, DisplayName: 'Windows Help', $lastWrite: '2024-03-02T23:41:09.4410022Z' },
    Spooler: { ImagePath: '%SystemRoot%\\System32\\spoolsv.exe', DisplayName: 'Print Spooler' },
  },
  previous: {
    WinHelpSvc: { ImagePath: 'C:\\Windows\\Temp\\setup.exe', $lastWrite: '2024-03-02T23:41:05Z' },
    Spooler: { ImagePath: '%SystemRoot%\\System32\\spoolsv.exe', DisplayName: 'Print Spooler' },
  },
  logs: [
    {
      id: 7045,
      time: '2024-03-02T23:41:04Z',
      user: 'S-1-5-21-1-2-3-1001',
      data: {
        ServiceName: 'WinHelpSvc',
        ImagePath: 'C:\\Windows\\Temp\\setup.exe',
        ServiceType: 'user mode service',
        StartType: 'auto start',
        AccountName: 'LocalSystem',
      },
    },
    { id: 7036, time: '2024-03-02T23:41:20Z', data: ['WinHelpSvc', 'running'], binary: 'WinHelpSvc/4' },
    { id: 7040, time: '2024-03-02T23:50:00Z', data: ['WinHelpSvc', 'auto start', 'disabled', 'WinHelpSvc'] },
    { id: 7036, time: '2024-03-03T01:00:00Z', data: ['WinHelpSvc', 'stopped'], binary: 'WinHelpSvc/1' },
    {
      id: 7045,
      time: '2024-03-03T00:05:00Z',
      user: 'S-1-5-21-1-2-3-1001',
      data: {
        ServiceName: 'tmpPwsh',
        ImagePath: '%COMSPEC% /c powershell -nop -w hidden -enc SQBFAFgAIAAoAE4AZQB3AC0ATwBiAGoAZQBjAHQAKQA=',
        ServiceType: 'user mode service',
        StartType: 'demand start',
        AccountName: 'LocalSystem',
      },
    },
  ],
};

export const loggedHost = (): Record<string, Uint8Array> => situationTree(SITUATION);
