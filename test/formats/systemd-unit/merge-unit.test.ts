import { describe, expect, it } from 'vitest';
import { mergeUnit, unitValues } from '../../../main/formats/systemd-unit/merge-unit.ts';
import { settingRule } from '../../../main/formats/systemd-unit/setting-kinds.ts';
import { unitFile } from './unit-text.ts';

const FRAGMENT = '/usr/lib/systemd/system/a.service';

function merge(fragment: string, ...dropIns: string[]) {
  return mergeUnit(
    unitFile(fragment, FRAGMENT),
    dropIns.map((text, at) => unitFile(text, `/etc/systemd/system/a.service.d/${at}.conf`)),
  );
}

function setting(unit: ReturnType<typeof merge>, section: string, key: string) {
  return unit.sections.find(({ name }) => name === section)?.settings.find((item) => item.key === key);
}

describe('mergeUnit', () => {
  it('lets the last scalar win and keeps the others', () => {
    const unit = merge('[Service]\nUser=a\nUser=b\n', '[Service]\nUser=c\n');
    expect(unitValues(unit, 'Service', 'User')).toEqual([
      { value: 'c', path: '/etc/systemd/system/a.service.d/0.conf', line: 2 },
    ]);
    expect(setting(unit, 'Service', 'User')?.history).toEqual([
      { value: 'a', path: FRAGMENT, line: 2, fate: 'overridden', by: { file: FRAGMENT, line: 3 } },
      {
        value: 'b',
        path: FRAGMENT,
        line: 3,
        fate: 'overridden',
        by: { file: '/etc/systemd/system/a.service.d/0.conf', line: 2 },
      },
    ]);
  });

  it('unsets a scalar by an empty assignment', () => {
    const user = setting(merge('[Service]\nUser=a\n', '[Service]\nUser=\n'), 'Service', 'User');
    expect(user?.values).toEqual([]);
    expect(user?.history.map(({ value, fate }) => [value, fate])).toEqual([
      ['a', 'overridden'],
      ['', 'resets'],
    ]);
  });

  it('accumulates lists and resets them', () => {
    const unit = merge(
      '[Service]\nExecStart=/a\nEnvironment=A=1\n',
      '[Service]\nExecStart=\nExecStart=/b\nEnvironment=B=2\n',
    );
    expect(unitValues(unit, 'Service', 'ExecStart').map(({ value }) => value)).toEqual(['/b']);
    expect(unitValues(unit, 'Service', 'Environment').map(({ value }) => value)).toEqual(['A=1', 'B=2']);
    expect(setting(unit, 'Service', 'ExecStart')?.history.map(({ fate, line }) => `${fate}@${line}`)).toEqual(
      ['reset@2', 'resets@2'],
    );
  });

  it('cannot reset dependencies', () => {
    const unit = merge('[Unit]\nAfter=a.service\nRequires=b.service\n', '[Unit]\nAfter=\nAfter=c.service\n');
    expect(unitValues(unit, 'Unit', 'After').map(({ value }) => value)).toEqual(['a.service', 'c.service']);
    expect(setting(unit, 'Unit', 'After')?.history).toEqual([]);
  });

  it('resets lists that several settings fill', () => {
    const conditions = merge(
      '[Unit]\nConditionPathExists=/a\nConditionHost=h\nAssertPathExists=/c\nConditionUser=\n',
    );
    expect(unitValues(conditions, 'Unit', 'ConditionPathExists')).toEqual([]);
    expect(unitValues(conditions, 'Unit', 'ConditionHost')).toEqual([]);
    expect(unitValues(conditions, 'Unit', 'AssertPathExists')).toHaveLength(1);
    const paths = merge('[Service]\nReadWriteDirectories=/a\nReadOnlyPaths=/b\nReadWritePaths=\n');
    expect(unitValues(paths, 'Service', 'ReadWriteDirectories')).toEqual([]);
    expect(unitValues(paths, 'Service', 'ReadOnlyPaths')).toHaveLength(1);
  });

  it('takes the first Unit= of a timer', () => {
    const unit = mergeUnit(unitFile('[Timer]\nUnit=a.service\n', 'a.timer'), [
      unitFile('[Timer]\nUnit=b.service\nUnit=\n', 'a.timer.d/x.conf'),
    ]);
    expect(unitValues(unit, 'Timer', 'Unit').map(({ value }) => value)).toEqual(['a.service']);
    expect(setting(unit, 'Timer', 'Unit')?.history.map(({ fate }) => fate)).toEqual(['refused', 'refused']);
  });

  it('refuses words that systemd does not know', () => {
    const unit = merge(
      '[Service]\nType=oneshot\nRestart=no\nDynamicUser=Yes\n',
      '[Service]\nType=bogus\nRestart=\nDynamicUser=maybe\n',
    );
    expect(unitValues(unit, 'Service', 'Type')[0]?.value).toBe('oneshot');
    expect(unitValues(unit, 'Service', 'Restart')[0]?.value).toBe('no');
    expect(unitValues(unit, 'Service', 'DynamicUser')[0]?.value).toBe('Yes');
    expect(settingRule('Mount', 'Type').kind).toBe('scalar');
  });

  it('reads a drop-in up to where systemd stops, and says that a fragment fails', () => {
    const dropIn = merge('[Service]\nExecStart=/a\n', '[Service]\nUser=b\n[bad\nUser=c\n');
    expect(unitValues(dropIn, 'Service', 'User').map(({ value }) => value)).toEqual(['b']);
    expect(dropIn.failedAt).toBeNull();
    expect(merge('[Unit]\n[bad\n').failedAt).toEqual({ file: FRAGMENT, line: 2 });
  });

  it('joins sections of one name and marks those that are not used', () => {
    const unit = merge('[Service]\nUser=a\n[X-Own]\nA=1\n[Service]\nGroup=g\n');
    expect(unit.sections.map(({ name, ignored, settings }) => [name, ignored, settings.length])).toEqual([
      ['Service', false, 2],
      ['X-Own', true, 1],
    ]);
    expect(mergeUnit(null, []).sections).toEqual([]);
  });

  it('does not trip over names of Object.prototype', () => {
    const unit = merge('[Service]\nconstructor=1\n__proto__=2\n[__proto__]\ntoString=3\n');
    expect(unitValues(unit, 'Service', '__proto__')[0]?.value).toBe('2');
    expect(unitValues(unit, '__proto__', 'toString')[0]?.value).toBe('3');
  });
});
