import { describe, expect, it } from 'vitest';
import { goodJudge } from '../../main/case/known-good.ts';
import type { BinaryRecord } from '../../shared/model/binary-record.ts';
import type { PackageState } from '../../shared/model/package-ownership.ts';
import type { ServiceRecord } from '../../shared/model/service-record.ts';
import { sampleHeader, sampleResult, sampleService } from '../support/sample-result.ts';

const [BINARY] = sampleResult().binaries as [BinaryRecord];
const ID = 'linux:system:a.service';

function service(change: Partial<ServiceRecord> = {}): ServiceRecord {
  const { windows: _windows, ...rest } = sampleService('a.service');
  return {
    ...rest,
    id: ID,
    platform: 'linux',
    definitions: [{ role: 'unit', path: '/usr/lib/systemd/system/a.service', evidencePath: null }],
    ...change,
  };
}

function file(state: PackageState | null, role = 'unit', change: Partial<BinaryRecord> = {}): BinaryRecord {
  const owner = { database: 'dpkg', package: 'a', version: '1', conffile: false, diverted: null } as const;
  return {
    ...BINARY,
    platform: 'linux',
    path: '/usr/bin/a',
    package: state === null ? null : { ...owner, state, algorithm: 'md5', recorded: 'x' },
    usedBy: [{ service: ID, role }],
    ...change,
  };
}

const LINUX = goodJudge(
  { ...sampleHeader(), root: { layout: 'linux-volume', platform: 'linux', reason: '' } },
  () => false,
);

describe('known good', () => {
  it('is a Linux service whose every file is as its package brought it', () => {
    const unit = file('owned-unchanged');
    const program = file('owned-unchanged', 'exec-start');
    expect(LINUX.service(service(), [unit, program])).toBe('packaged');
    const settings = file('conffile-changed', 'environment-file');
    expect(LINUX.service(service(), [unit, program, settings])).toBe('packaged');
    for (const state of [
      'owned-changed',
      'owned-not-verified',
      'not-owned',
      'no-database',
      'conffile-changed',
    ] as const) {
      expect(LINUX.service(service(), [unit, file(state, 'exec-start')]), state).toBeNull();
      expect(LINUX.service(service(), [file(state), program]), state).toBeNull();
    }
    expect(
      LINUX.service(service(), [unit, file('owned-unchanged', 'exec-start', { state: 'missing' })]),
    ).toBeNull();
    expect(LINUX.service(service(), [])).toBeNull();
    expect(LINUX.service(service({ definitions: [] }), [unit, program])).toBeNull();
    expect(LINUX.service(service({ state: 'deleted' }), [unit, program])).toBeNull();
  });

  it('is on macOS what lies on the sealed volume, from version 11', () => {
    const header = {
      ...sampleHeader({ version: '14.2' }),
      root: { layout: 'macos-volume', platform: 'macos', reason: '' },
    } as const;
    const judge = goodJudge(header, () => false);
    const one = (path: string) => judge.file(file(null, 'plist', { path, platform: 'macos' }));
    expect(one('/System/Library/LaunchDaemons/a.plist')).toBe('sealed');
    expect(one('/usr/libexec/a')).toBe('sealed');
    expect(one('/usr/local/bin/a')).toBeNull();
    expect(one('/System/Volumes/Data/a')).toBeNull();
    expect(one('/Library/LaunchDaemons/a.plist')).toBeNull();
    const old = goodJudge({ ...header, host: { ...header.host, version: '10.15.7' } }, () => false);
    expect(old.file(file(null, 'plist', { path: '/usr/bin/a', platform: 'macos' }))).toBeNull();
  });

  it('is on Windows what the caller says, of services only', () => {
    const judge = goodJudge(sampleHeader(), ({ name }) => name === 'Spooler');
    expect(judge.service(sampleService('Spooler'), [])).toBe('inbox');
    expect(judge.service(sampleService('Other'), [])).toBeNull();
    expect(judge.file(BINARY)).toBeNull();
  });
});
