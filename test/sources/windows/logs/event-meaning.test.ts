import { describe, expect, it } from 'vitest';
import { actorOf, mayMatter, meaningOf } from '../../../../main/sources/windows/logs/event-meaning.ts';
import type { LogRecord } from '../../../../main/sources/windows/logs/log-record.ts';

const hex = (text: string): string => Buffer.from(text, 'utf16le').toString('hex').toUpperCase();
const DISPLAY_NAMES: Readonly<Record<string, string>> = {
  'Windows Defender-Dienst': 'WinDefend',
  'Google Update Service (gupdate)': 'gupdate',
  Druckwarteschlange: 'Spooler',
};
const names = {
  serviceKey: (name: string) => DISPLAY_NAMES[name] ?? null,
  inboxKey: (name: string) => (name === 'Windows Firewall' ? 'mpssvc' : null),
};

function scm(eventId: number, fields: LogRecord['fields'], userSid: string | null = null): LogRecord {
  return { provider: 'Service Control Manager', eventId, channel: 'System', userSid, fields };
}

describe('records of the service control manager', () => {
  // Words as Windows writes them in these languages; the binary data is the same in all.
  it.each([
    ['English', 'Windows Defender Antivirus Service', 'stopped', 1, 'stopped'],
    ['German', 'Windows Defender-Dienst', 'beendet', 1, 'stopped'],
    ['French', 'Service antivirus Microsoft Defender', 'arrêté', 1, 'stopped'],
    ['Japanese', 'Microsoft Defender ウイルス対策サービス', '停止', 1, 'stopped'],
    ['German', 'Windows Defender-Dienst', 'ausgeführt', 4, 'started'],
    ['Japanese', 'Microsoft Defender ウイルス対策サービス', '実行中', 4, 'started'],
    ['Klingon', 'tlhIngan', 'Qap', 4, 'started'],
  ])('7036 in %s: %s %s', (_, param1, param2, state, action) => {
    const record = scm(7036, { param1, param2, Binary: hex(`WinDefend/${state}\0`) });
    expect(meaningOf(record, names)).toMatchObject({ action, service: 'WinDefend' });
  });

  it.each([
    ['Windows Defender-Dienst', 'beendet', 'stopped', 'WinDefend'],
    ['Druckwarteschlange', 'ausgeführt', 'started', 'Spooler'],
    ['Unbekannter Dienst', 'beendet', 'stopped', 'Unbekannter Dienst'],
    ['Windows Firewall', 'stopped', 'stopped', 'mpssvc'],
    ['Druckwarteschlange', 'irgendwie', 'other', 'Spooler'],
  ])('7036 without binary data: %s %s', (param1, param2, action, service) => {
    expect(meaningOf(scm(7036, { param1, param2 }), names)).toMatchObject({ action, service });
  });

  it.each([
    ['English', 'auto start', 'disabled', 'auto', 'disabled'],
    ['German', 'Automatisch starten', 'Deaktiviert', 'auto', 'disabled'],
    ['French', 'Démarrage automatique', 'Désactivé', 'auto', 'disabled'],
    ['Japanese', '自動的な開始', '無効', 'auto', 'disabled'],
    ['Japanese, on demand', '要求による開始', '自動的な開始', 'manual', 'auto'],
    ['Chinese', '自动启动', '已禁用', 'auto', 'disabled'],
    ['Spanish', 'inicio automático', 'deshabilitado', 'inicio automático', 'disabled'],
    ['Italian', 'avvio automatico', 'disabilitato', 'avvio automatico', 'disabled'],
    ['another', 'xyz', 'abc', 'xyz', 'abc'],
    ['names of objects', 'constructor', '__proto__', 'constructor', '__proto__'],
  ])('7040 in %s takes the key name from param4', (_, param2, param3, before, after) => {
    const meaning = meaningOf(scm(7040, { param1: 'Anzeigename', param2, param3, param4: 'VSS' }), names);
    expect(meaning).toMatchObject({
      action: 'changed',
      service: 'VSS',
      added: { OldStartType: before, NewStartType: after },
    });
  });

  it('7045 names a service by its display name: its key is looked up', () => {
    const record = scm(7045, { ServiceName: 'Google Update Service (gupdate)', StartType: 'auto start' });
    expect(meaningOf(record, names)).toMatchObject({
      action: 'created',
      service: 'gupdate',
      added: { StartMode: 'auto' },
    });
    expect(meaningOf(scm(7045, { ServiceName: 'evil' }), names)?.service).toBe('evil');
    const taken = scm(7045, { ServiceName: 'Windows Firewall', ImagePath: 'C:\\x.exe' });
    expect(meaningOf(taken, names)?.service).toBe('Windows Firewall');
  });

  it('7009 names the service in its second parameter', () => {
    expect(meaningOf(scm(7009, { param1: '30000', param2: 'MKMbHp' }), names)).toMatchObject({
      action: 'failed',
      service: 'MKMbHp',
    });
  });
});

describe('records of the security log', () => {
  const security = (eventId: number, fields: LogRecord['fields']): LogRecord => ({
    provider: 'Microsoft-Windows-Security-Auditing',
    eventId,
    channel: 'Security',
    userSid: null,
    fields,
  });

  it('4697: name, image, start type and who', () => {
    const record = security(4697, {
      ServiceName: 'evil',
      ServiceFileName: 'C:\\x.exe',
      ServiceStartType: 3,
      SubjectUserName: 'bob',
      SubjectDomainName: 'CORP',
    });
    expect(meaningOf(record, names)).toEqual({
      action: 'created',
      service: 'evil',
      added: { ImagePath: 'C:\\x.exe', StartMode: 'manual' },
    });
    expect(actorOf(record)).toBe('CORP\\bob');
  });

  it('4657 counts for keys of services only', () => {
    const key = '\\REGISTRY\\MACHINE\\SYSTEM\\ControlSet001\\Services\\Spooler\\Parameters';
    expect(meaningOf(security(4657, { ObjectName: key }), names)?.service).toBe('Spooler');
    expect(meaningOf(security(4657, { ObjectName: '\\REGISTRY\\MACHINE\\SOFTWARE\\X' }), names)).toBeNull();
  });

  it('4674 on a service', () => {
    const record = security(4674, { ObjectType: 'SERVICE OBJECT', ObjectName: 'nxlog' });
    expect(meaningOf(record, names)).toMatchObject({ action: 'other', service: 'nxlog' });
    expect(meaningOf(security(4674, { ObjectType: 'File', ObjectName: 'x' }), names)).toBeNull();
  });
});

describe('a first look', () => {
  it('asks for records that have a meaning, and for those whose provider is not known yet', () => {
    expect(mayMatter('Service Control Manager', 7045)).toBe(true);
    expect(mayMatter('Service Control Manager', 4688)).toBe(false);
    expect(mayMatter(null, 7045)).toBe(true);
    expect(mayMatter(null, 1)).toBe(false);
    expect(mayMatter(null, null)).toBe(false);
  });
});
