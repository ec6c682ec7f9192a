import { describe, expect, it } from 'vitest';
import { HostLife } from '../../../main/detect/events/host-life.ts';
import { Logons } from '../../../main/detect/events/logons.ts';
import { source } from '../../../main/sources/logs/linux-audit.ts';
import { collectLogs, logFile } from '../../sources/logs-text/collect-logs.ts';

const SHUTDOWN = 1_690_003_600;

function line(type: string, seconds: number, what = 'comm="systemd"'): string {
  return `type=${type} msg=audit(${seconds}.000:${seconds}): pid=1 uid=0 msg='${what} res=success'\n`;
}
const unit = (type: string, seconds: number) => line(type, seconds, 'unit=firewalld comm="systemd"');

describe('a host that has only an audit log', () => {
  const lines = [
    unit('SERVICE_START', 1_690_000_000),
    unit('SERVICE_STOP', 1_690_001_800),
    unit('SERVICE_STOP', SHUTDOWN - 60),
    line('SYSTEM_SHUTDOWN', SHUTDOWN),
    line('SYSTEM_BOOT', SHUTDOWN + 120),
    unit('SERVICE_STOP', SHUTDOWN + 3_600),
    unit('SERVICE_STOP', SHUTDOWN + 7_200),
  ];
  const apart = (text: string) => {
    const { events } = collectLogs(source, { '/var/log/audit/audit.log': logFile(text) });
    const host = new HostLife(new Logons(), null);
    for (const event of events) host.add(event);
    return events
      .filter(({ action }) => action === 'stopped')
      .map((event) => host.apartFromRestarts(event) ?? null);
  };

  it('knows which stops came with its end', () => {
    expect(apart(lines.join(''))).toEqual([true, false, true, null]);
    expect(apart(lines.filter((text) => !text.includes('SYSTEM_')).join(''))).toEqual([
      true,
      true,
      true,
      null,
    ]);
  });
});
