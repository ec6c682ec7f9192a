import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { parseLaunchdDomain } from '../../../main/formats/launchctl-print/launchd-domain.ts';
import { parseLaunchdJob } from '../../../main/formats/launchctl-print/launchd-job-state.ts';
import { parseProcCgroup, systemdCgroup } from '../../../main/formats/proc/cgroup.ts';
import { cgroupUnit, unitKey } from '../../../main/formats/proc/cgroup-unit.ts';
import { parseCommandLine } from '../../../main/formats/proc/command-line.ts';
import { parseProcStatus } from '../../../main/formats/proc/status.ts';
import { unitStates } from '../../../main/formats/systemctl-show/unit-state.ts';

const SAMPLE = Buffer.from(
  'Name:\ta\nUid:\t0\t0\t0\t0\n0::/user.slice/user-1.slice/user@1.service/app.slice/x.service\nId=a.service\nMainPID=1\n' +
    '\nsystem = {\n\tservices = {\n\t\t 5 - com.a\n\t}\n\targuments = {\n\t\ta = {\n\t}\n\tdisabled services = {\n\t\t"a" => true\n\t}\n}\n',
);

function everything(bytes: Uint8Array): void {
  const text = Buffer.from(bytes).toString('utf8');
  parseProcStatus(text);
  const path = systemdCgroup(parseProcCgroup(text));
  unitKey(cgroupUnit(path ?? text));
  parseCommandLine(bytes);
  unitStates(text);
  parseLaunchdDomain(text);
  parseLaunchdJob(text);
}

describe('text of a live host', () => {
  it('never makes a decoder throw, cut anywhere or with any bit wrong', () => {
    for (let length = 0; length <= SAMPLE.length; length++) everything(SAMPLE.subarray(0, length));
    for (let at = 0; at < SAMPLE.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const wrong = Uint8Array.from(SAMPLE);
        wrong[at] = (wrong[at] ?? 0) ^ (1 << bit);
        everything(wrong);
      }
    }
  });

  it('is decoded in time that grows with its length', () => {
    const start = Date.now();
    const many = 20_000;
    everything(Buffer.from('a = {\n'.repeat(many)));
    everything(Buffer.from('}\n'.repeat(many)));
    everything(Buffer.from(`0::${'/a.slice'.repeat(many)}\n`));
    everything(Buffer.from(`Id=a\n${'b\n'.repeat(5_000)}`));
    everything(Buffer.from(' '.repeat(many)));
    everything(Buffer.from(`${' = '.repeat(many)}\n`));
    expect(Date.now() - start).toBeLessThan(20_000);
  });
});
