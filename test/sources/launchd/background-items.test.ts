import { describe, expect, it } from 'vitest';
import type { MemoryNode } from '../../../main/evidence/memory-node.ts';
import { type ArchiveSpec, writeArchive, writeBookmark, writeStore } from './archive-writer.ts';
import { type Collected, collectJobs, xmlPlist } from './collect-jobs.ts';

const FOLDER = '/private/var/db/com.apple.backgroundtaskmanagement';
const STORE = `${FOLDER}/BackgroundItems-v8.btm`;
const ALICE = '1CAA5D2B-A526-49E2-9A6F-58CACBDF0AFB';
const NOBODY = 'FFFFEEEE-DDDD-CCCC-BBBB-AAAAFFFFFFFE';
const PROGRAM = { content: 'x', mode: 0o755 } as const;

type Item = Readonly<Record<string, ArchiveSpec>>;

const DAEMON: Item = {
  uuid: { uuid: '00000000-0000-0000-0000-000000000001' },
  identifier: '16.com.example.d',
  name: 'd',
  developerName: 'Example Inc',
  teamIdentifier: 'ABCDE12345',
  type: 0x10010,
  disposition: 0b1011,
  generation: 1,
  modificationDate: 700_000_000.5,
  url: { url: 'file:///Library/LaunchDaemons/com.example.d.plist' },
  executablePath: '/opt/d',
  associatedBundleIdentifiers: ['com.example.app'],
  container: 'Example Inc',
};

function collect(
  items: Readonly<Record<string, readonly Item[]>>,
  more: Readonly<Record<string, MemoryNode>> = {},
): Collected {
  return collectJobs({
    '/etc/passwd': 'root:*:0:0::/var/root:/bin/sh\n',
    '/private/var/db/dslocal/nodes/Default/users/alice.plist': xmlPlist({
      name: ['alice'],
      uid: ['501'],
      home: ['/Users/alice'],
      generateduid: [ALICE],
    }),
    '/Library/LaunchDaemons/com.example.d.plist': xmlPlist({
      Label: 'com.example.d',
      Program: '/opt/d',
      RunAtLoad: true,
    }),
    '/Library/LaunchDaemons/com.example.other.plist': xmlPlist({
      Label: 'com.example.other',
      Program: '/opt/o',
    }),
    [STORE]: { content: writeStore(items), modified: '2026-01-02T03:04:05Z' },
    ...more,
  });
}

describe('background items', () => {
  it('are shown with the job whose file they name', () => {
    const { named, records, coverage } = collect({ [NOBODY]: [DAEMON] });
    expect(records).toHaveLength(2);
    expect(named('com.example.other').launchd).toMatchObject({
      registeredAsBackgroundItem: false,
      backgroundItems: [],
    });
    const job = named('com.example.d');
    expect(job).toMatchObject({ enabled: true, startMode: 'auto' });
    expect(job.provenance[1]).toMatchObject({ path: STORE, locator: { key: '16.com.example.d' } });
    expect(job.launchd).toMatchObject({
      registeredAsBackgroundItem: true,
      backgroundItems: [
        {
          path: STORE,
          identifier: '16.com.example.d',
          name: 'd',
          developer: 'Example Inc',
          teamIdentifier: 'ABCDE12345',
          type: 'legacy daemon',
          disposition: ['enabled', 'allowed', 'visible', 'notified'],
          url: 'file:///Library/LaunchDaemons/com.example.d.plist',
          executable: '/opt/d',
          user: null,
        },
      ],
    });
    expect(coverage.counts).toMatchObject({ backgroundItems: 1, orphanedItems: 0 });
  });

  it('that are disallowed keep a job from starting', () => {
    const { named } = collect({ [NOBODY]: [{ ...DAEMON, disposition: 0b1001 }] });
    expect(named('com.example.d')).toMatchObject({
      enabled: false,
      startMode: 'disabled',
      launchd: { disabledBy: `${STORE}: enabled, disallowed, visible, notified`, disabledByOverride: null },
    });
  });

  it('without a job are records of their own', () => {
    const gone = { ...DAEMON, url: { url: 'file:///Library/LaunchDaemons/com.example.gone%20one.plist' } };
    const { records, coverage } = collect({ [ALICE]: [gone] });
    // Its label is that of a job whose file is another.
    const orphan = records.find(({ activator }) => activator !== undefined);
    expect(orphan).toMatchObject({
      id: `macos:background-item:${STORE}:${ALICE}:16.com.example.d`,
      kind: 'other',
      name: 'com.example.d',
      account: 'alice',
      image: { path: '/opt/d', state: 'missing' },
      definitions: [
        { role: 'plist', path: '/Library/LaunchDaemons/com.example.gone one.plist', evidencePath: null },
      ],
      lastChanged: '2023-03-08T20:26:40.500000Z',
      activator: {
        mechanism: 'background-item',
        user: 'alice',
        trigger: 'legacy daemon',
        startsUnit: 'com.example.d',
        properties: {
          userIdentifier: ALICE,
          pathState: 'missing',
          teamIdentifier: 'ABCDE12345',
          associatedBundleIdentifiers: '["com.example.app"]',
          container: 'Example Inc',
          generation: '1',
        },
      },
    });
    expect(coverage.counts).toMatchObject({ orphanedItems: 1 });
  });

  it('inside an app begin where the item that contains them lies', () => {
    const app = '/Applications/Deck.app';
    const items: Item[] = [
      { identifier: '2.com.deck.app', type: 2, disposition: 2, url: { url: `file://${app}/` } },
      {
        identifier: '8.com.deck.agent',
        type: 8,
        disposition: 3,
        url: { url: 'Contents/Library/LaunchAgents/com.deck.agent.plist' },
        executablePath: 'Contents/MacOS/Agent',
        container: '2.com.deck.app',
      },
      {
        identifier: '4.com.deck.item',
        type: 4,
        disposition: 3,
        url: { url: 'Contents/Library/LoginItems/Item.app' },
        container: '2.com.deck.app',
      },
      { identifier: 'Deck Inc', type: 0x20, disposition: 2, name: 'Deck Inc' },
    ];
    const { named, records } = collect(
      { [ALICE]: items },
      {
        [`${app}/Contents/Library/LaunchAgents/com.deck.agent.plist`]: xmlPlist({
          Label: 'com.deck.agent',
          BundleProgram: 'Contents/MacOS/Agent',
        }),
        [`${app}/Contents/Library/LaunchAgents/com.deck.idle.plist`]: xmlPlist({
          Label: 'com.deck.idle',
          BundleProgram: 'Contents/MacOS/Agent',
        }),
        [`${app}/Contents/MacOS/Agent`]: PROGRAM,
        [`${app}/Contents/Library/LoginItems/Item.app/Contents/Info.plist`]: xmlPlist({
          CFBundleIdentifier: 'com.deck.item',
        }),
      },
    );
    expect(named('com.deck.agent')).toMatchObject({
      enabled: true,
      launchd: { registeredAsBackgroundItem: true },
    });
    expect(named('com.deck.idle')).toMatchObject({
      enabled: false,
      launchd: { registeredAsBackgroundItem: false },
    });
    expect(named('com.deck.item')).toMatchObject({ kind: 'login-item', enabled: true, startMode: 'auto' });
    expect(records.filter(({ activator }) => activator !== undefined)).toEqual([]);
  });

  it('are login items when they are apps that are enabled', () => {
    const app = {
      identifier: '2.com.example.app',
      type: 2,
      disposition: 11,
      url: { url: 'file:///Applications/Ex.app/' },
    };
    const { named } = collect(
      { [ALICE]: [app] },
      {
        '/Applications/Ex.app/Contents/Info.plist': xmlPlist({ CFBundleExecutable: 'Ex' }),
        '/Applications/Ex.app/Contents/MacOS/Ex': PROGRAM,
      },
    );
    expect(named('com.example.app')).toMatchObject({
      kind: 'login-item',
      enabled: true,
      image: { path: '/Applications/Ex.app/Contents/MacOS/Ex', state: 'found' },
      activator: { properties: { pathState: 'found' } },
    });
  });

  it('are read from the newest store only', () => {
    const { coverage, diagnostics } = collect(
      { [NOBODY]: [DAEMON] },
      {
        [`${FOLDER}/BackgroundItems-v4.btm`]: writeStore({ [NOBODY]: [DAEMON, DAEMON] }),
        [`${FOLDER}/BackgroundItems-v13.btm`]: writeStore({ [NOBODY]: [] }),
      },
    );
    expect(coverage.counts).toMatchObject({ backgroundItems: 0 });
    expect(diagnostics.map(({ code, path }) => `${code} ${path.slice(FOLDER.length + 1)}`)).toEqual([
      'btm-older-store BackgroundItems-v8.btm',
      'btm-older-store BackgroundItems-v4.btm',
    ]);
  });

  it('of an unknown version are read as far as they are alike', () => {
    const { coverage, diagnostics } = collect({}, { [STORE]: writeStore({ [NOBODY]: [DAEMON] }, 99) });
    expect(diagnostics).toMatchObject([{ code: 'btm-unknown-version', path: STORE }]);
    expect(coverage.counts).toMatchObject({ backgroundItems: 1 });
    const strange = collect(
      {},
      { [STORE]: writeArchive({ version: 8, store: { class: 'Storage', fields: {} } }) },
    );
    expect(strange.diagnostics).toMatchObject([{ code: 'btm-unknown-version' }]);
    expect(strange.coverage.counts).toMatchObject({ backgroundItems: 0, unreadable: 1 });
    const none = collect({}, { [STORE]: xmlPlist({ x: 1 }) });
    expect(none.diagnostics).toMatchObject([{ code: 'btm-malformed' }]);
  });

  it('of macOS 10.13 to 12 are those of their bookmarks', () => {
    const bookmark = (path: string, name: string): ArchiveSpec => ({
      class: 'Bookmark',
      fields: { data: writeBookmark(path, name) },
    });
    const path =
      '/Users/alice/Library/Application Support/com.apple.backgroundtaskmanagementagent/backgrounditems.btm';
    const item = {
      class: 'BackgroundLoginItem',
      fields: { bookmark: bookmark('/Applications/Old.app', 'Old') },
    };
    const store = writeArchive({
      root: {
        class: 'BackgroundItems',
        fields: {
          version: 2,
          backgroundItems: {
            class: 'BackgroundItemsContainer',
            fields: {
              allContainers: [{ class: 'BackgroundItemContainer', fields: { internalItems: [item] } }],
            },
          },
        },
      },
    });
    const { records, diagnostics } = collectJobs({
      [path]: store,
      '/Users/alice': { directory: true, uid: 501 },
    });
    expect(diagnostics).toEqual([]);
    expect(records).toMatchObject([
      {
        kind: 'login-item',
        name: 'Old',
        account: 'alice',
        enabled: true,
        image: { path: '/Applications/Old.app', state: 'missing' },
        activator: { trigger: 'login item', properties: { bookmarkPath: '/Applications/Old.app' } },
      },
    ]);
  });

  it('never fail on damage', () => {
    const whole = Buffer.from(writeStore({ [ALICE]: [DAEMON], [NOBODY]: [DAEMON] }));
    const step = Math.ceil(whole.length / 60);
    for (let length = 0; length < whole.length; length += step) {
      collectJobs({ [STORE]: new Uint8Array(whole.subarray(0, length)) });
      const flipped = new Uint8Array(whole);
      flipped[length] = (flipped[length] ?? 0) ^ 0x15;
      collectJobs({ [STORE]: flipped });
    }
    const odd: Item = {
      type: 2 ** 40,
      disposition: 2 ** 40,
      url: 'file:///%zz',
      executablePath: 7,
      identifier: ['x'],
      uuid: null,
    };
    const { records } = collect({ [ALICE]: [odd, odd, {}], x: [] });
    expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
    expect(records.filter(({ activator }) => activator !== undefined)).toHaveLength(3);
  });
});
