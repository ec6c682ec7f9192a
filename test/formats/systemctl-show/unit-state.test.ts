import { describe, expect, it } from 'vitest';
import { parseSystemctlShow } from '../../../main/formats/systemctl-show/parse-systemctl-show.ts';
import { systemctlTime } from '../../../main/formats/systemctl-show/systemctl-time.ts';
import { unitStates } from '../../../main/formats/systemctl-show/unit-state.ts';

const OUTPUT = `MainPID=812
ExecMainStartTimestamp=Tue 2026-11-24 07:50:03 UTC
Id=ssh.service
LoadState=loaded
ActiveState=active
SubState=running
FragmentPath=/lib/systemd/system/ssh.service
DropInPaths=/etc/systemd/system/ssh.service.d/a.conf /run/systemd/system/ssh.service.d/b.conf
UnitFileState=enabled
NeedDaemonReload=no

Id=dev-disk-by\\x2duuid-1.device
LoadState=loaded
ActiveState=active
SubState=plugged
FragmentPath=
DropInPaths=
UnitFileState=
NeedDaemonReload=no

Id=gone.service
LoadState=not-found
ActiveState=inactive
SubState=dead
MainPID=0
ExecMainStartTimestamp=
NeedDaemonReload=yes
`;

describe('unitStates', () => {
  it('reads states of services and other units', () => {
    const { units, damaged, truncated } = unitStates(OUTPUT);
    expect({ damaged, truncated }).toEqual({ damaged: 0, truncated: false });
    expect(units).toHaveLength(3);
    expect(units[0]).toEqual({
      id: 'ssh.service',
      loadState: 'loaded',
      activeState: 'active',
      subState: 'running',
      mainPid: 812,
      mainStarted: '2026-11-24T07:50:03Z',
      fragmentPath: '/lib/systemd/system/ssh.service',
      dropInPaths: ['/etc/systemd/system/ssh.service.d/a.conf', '/run/systemd/system/ssh.service.d/b.conf'],
      unitFileState: 'enabled',
      needDaemonReload: false,
    });
    expect(units[1]).toMatchObject({
      id: 'dev-disk-by\\x2duuid-1.device',
      mainPid: null,
      fragmentPath: null,
    });
    expect(units[2]).toMatchObject({ mainPid: null, mainStarted: null, needDaemonReload: true });
  });

  it('is the same with blank lines at the ends, none between and line feeds of Windows', () => {
    expect(unitStates(`\n\n${OUTPUT}\n\n`)).toEqual(unitStates(OUTPUT));
    expect(unitStates(OUTPUT.replaceAll('\n', '\r\n'))).toEqual(unitStates(OUTPUT));
  });

  it('counts blocks without a name and lines that belong nowhere', () => {
    expect(unitStates('ActiveState=active\n')).toMatchObject({ units: [], damaged: 1 });
    expect(unitStates('Failed to connect to bus: Host is down\n')).toMatchObject({ units: [], damaged: 1 });
    expect(unitStates('')).toMatchObject({ units: [], damaged: 0 });
  });

  it('survives being cut anywhere', () => {
    for (let length = 0; length < OUTPUT.length; length++) {
      expect(unitStates(OUTPUT.slice(0, length)).units.length).toBeLessThanOrEqual(3);
    }
  });
});

describe('parseSystemctlShow', () => {
  it('keeps repeated properties and values of several lines', () => {
    const { units } = parseSystemctlShow(
      'Listen=/run/a (Stream)\nListen=[::]:22 (Stream)\nDescription=a\nb=c\n  d\nId=x.socket\n',
    );
    expect(units).toHaveLength(1);
    expect(units[0]?.get('Listen')).toEqual(['/run/a (Stream)', '[::]:22 (Stream)']);
    expect(units[0]?.get('Description')).toEqual(['a\nb=c\n  d']);
    expect(units[0]?.get('Id')).toEqual(['x.socket']);
  });
});

describe('systemctlTime', () => {
  it.each([
    ['Tue 2026-11-24 08:02:57 UTC', '2026-11-24T08:02:57Z'],
    ['2026-11-24 08:02:57 UTC', '2026-11-24T08:02:57Z'],
    ['Tue 2026-11-24 08:02:57.123456 UTC', '2026-11-24T08:02:57.123456Z'],
    ['@1795507377', '2026-11-24T08:02:57Z'],
    ['Tue 2026-11-24 09:02:57 CET', null],
    ['Tue 2026-13-44 09:02:57 UTC', null],
    ['n/a', null],
    ['', null],
  ])('reads %j', (text, iso) => {
    expect(systemctlTime(text)).toBe(iso);
  });
});
