import { execFileSync } from 'node:child_process';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPackages } from '../../../main/enrich/packages/packages.ts';
import { verifyPackages } from '../../../main/enrich/packages/verify-packages.ts';
import { NO_AUDIT } from '../../../main/evidence/audit.ts';
import { openDirectory } from '../../../main/evidence/directory-evidence.ts';
import type { Evidence } from '../../../main/evidence/evidence.ts';
import { memoryEvidence } from '../../../main/evidence/memory-evidence.ts';
import type { MemoryNode } from '../../../main/evidence/memory-node.ts';
import { memoryAudit } from '../../support/memory-audit.ts';
import { DebianRoot, dpkgAvailable } from './debian-root.ts';
import { digestsOf } from './digests-of.ts';

async function verify(evidence: Evidence, filesComplete = true) {
  const steps = verifyPackages(evidence, openPackages(evidence), {
    audit: NO_AUDIT,
    maxSize: 1 << 20,
    filesComplete,
  });
  for (;;) {
    const { value, done } = await steps.next();
    if (done !== true) continue;
    return { ...value, odd: value.files.map(({ state, path }) => `${state} ${path}`).sort() };
  }
}

const md5 = (content: string) => digestsOf(content).md5;
const stanza = (name: string, ...more: string[]) =>
  [`Package: ${name}`, 'Status: install ok installed', 'Architecture: amd64', 'Version: 1', ...more, ''].join(
    '\n',
  );

/** `a` brings most, `b` took a file over, `c` diverts one and has conffiles. */
const TREE: Record<string, MemoryNode> = {
  '/lib': { link: 'usr/lib' },
  '/var/lib/dpkg/status': [
    stanza('a'),
    stanza('b'),
    stanza(
      'c',
      'Conffiles:',
      ` /etc/edited ${md5('edited')}`,
      ` /etc/kept ${md5('kept')}`,
      ` /etc/gone ${md5('gone')}`,
      ` /etc/old ${md5('old')} obsolete`,
      ' /etc/new newconffile',
    ),
  ].join('\n'),
  '/var/lib/dpkg/info/a.list':
    '/.\n/usr/bin/same\n/usr/bin/other\n/usr/bin/lost\n/usr/share/doc/lost\n/lib/x.so.1\n/usr/bin/diverted\n/usr/bin/alias\n/usr/share/empty\n/usr/share/none\n',
  '/var/lib/dpkg/info/a.md5sums': [
    ['usr/bin/same', 'same'],
    ['usr/bin/other', 'as shipped'],
    ['usr/bin/lost', 'lost'],
    ['usr/share/doc/lost', 'lost'],
    ['lib/x.so.1', 'library'],
    ['usr/bin/diverted', 'of a'],
    ['usr/bin/taken', 'of a'],
  ]
    .map(([path, content]) => `${md5(content ?? '')}  ${path}\n`)
    .join(''),
  '/var/lib/dpkg/info/b.list': '/.\n/usr/bin/taken\n',
  '/var/lib/dpkg/info/b.md5sums': `${md5('of b')}  usr/bin/taken\n`,
  '/var/lib/dpkg/info/c.list':
    '/.\n/usr/bin/diverted\n/etc/edited\n/etc/kept\n/etc/gone\n/etc/old\n/etc/new\n',
  '/var/lib/dpkg/info/c.md5sums': `${md5('of c')}  usr/bin/diverted\n`,
  '/var/lib/dpkg/diversions': '/usr/bin/diverted\n/usr/bin/diverted.real\nc\n',
  '/usr/bin/same': 'same',
  '/usr/bin/other': { content: 'something else', mode: 0o755 },
  '/usr/lib/x.so.1': 'another library',
  '/usr/bin/diverted': 'of c',
  '/usr/bin/diverted.real': 'not of a',
  '/usr/bin/taken': 'of b',
  '/usr/bin/alias': { link: '/nowhere' },
  '/usr/share/empty': { directory: true },
  '/etc/edited': 'by hand',
  '/etc/kept': 'kept',
};

describe('verification of all packages', () => {
  it('tells what changed, is missing, was edited and was moved away', async () => {
    const { odd, counts, cancelled, files } = await verify(memoryEvidence(TREE));
    expect(odd).toEqual([
      'changed /lib/x.so.1',
      'changed /usr/bin/diverted.real',
      'changed /usr/bin/other',
      'conffile-changed /etc/edited',
      'missing /etc/gone',
      'missing /usr/bin/lost',
      'missing /usr/share/doc/lost',
      'missing /usr/share/none',
    ]);
    expect(counts).toEqual({
      recorded: 14,
      bytes: 60,
      withoutDigest: 2,
      unchanged: 4,
      changed: 3,
      conffilesChanged: 1,
      missing: 4,
      notInEvidence: 0,
      notVerified: 0,
      unreadable: 0,
      leftOut: 0,
    });
    expect(cancelled).toBe(false);
    expect(files.filter(({ isCode }) => isCode).map(({ path }) => path)).toEqual([
      '/usr/bin/lost',
      '/usr/bin/other',
      '/lib/x.so.1',
      '/usr/bin/diverted.real',
    ]);
    expect(files.find(({ path }) => path === '/usr/bin/diverted.real')?.ownership).toMatchObject({
      state: 'owned-changed',
      package: 'a',
      diverted: { to: '/usr/bin/diverted.real', by: 'c' },
      recorded: md5('of a'),
    });
    expect(files.find(({ path }) => path === '/lib/x.so.1')?.evidencePath).toBe('/usr/lib/x.so.1');
  });

  it('calls nothing missing in a collection', async () => {
    const { odd, counts } = await verify(memoryEvidence(TREE), false);
    expect(odd.filter((line) => line.startsWith('missing'))).toEqual([]);
    expect(counts).toMatchObject({ missing: 0, notInEvidence: 4, changed: 3 });
  });

  it('stops when it is told to', async () => {
    const audit = memoryAudit();
    const evidence = memoryEvidence(TREE, { audit });
    const stop = AbortSignal.abort();
    const steps = verifyPackages(evidence, openPackages(evidence), {
      audit,
      maxSize: 4,
      filesComplete: true,
      signal: stop,
    });
    let step = await steps.next();
    while (step.done !== true) step = await steps.next();
    expect(step.value.cancelled).toBe(true);
    expect(step.value.counts.unchanged).toBe(0);
  });

  it('writes each comparison to the audit log, and what was too large for one', async () => {
    const audit = memoryAudit();
    const evidence = memoryEvidence(TREE, { audit });
    const steps = verifyPackages(evidence, openPackages(evidence), {
      audit,
      maxSize: 4,
      filesComplete: true,
    });
    let step = await steps.next();
    while (step.done !== true) step = await steps.next();
    expect(step.value.counts).toMatchObject({ notVerified: 4, unchanged: 4, changed: 0 });
    expect(audit.entries).toContainEqual({
      action: 'skipped',
      path: '/usr/bin/other',
      detail: 'too large to hash: 14 bytes',
    });
    expect(audit.entries).toContainEqual({
      action: 'hashed',
      path: '/usr/bin/same',
      detail: `4 bytes, ${md5('same')} compared with its package`,
    });
  });

  it('reads the digests of apk, of links none', async () => {
    const q1 = (content: string) => `Z:Q1${Buffer.from(digestsOf(content).sha1, 'hex').toString('base64')}`;
    const installed = [
      'P:x',
      'V:1',
      'F:',
      'R:top',
      q1('top'),
      'F:usr/bin',
      'R:x',
      q1('x'),
      'R:y',
      q1('x'),
      '',
    ];
    const { odd, counts } = await verify(
      memoryEvidence({
        '/lib/apk/db/installed': installed.join('\n'),
        '/top': 'bottom',
        '/usr/bin/x': 'x',
        '/usr/bin/y': { link: 'z' },
        '/usr/bin/z': 'not x',
      }),
    );
    expect(odd).toEqual(['changed /top']);
    expect(counts).toMatchObject({ recorded: 3, unchanged: 1, changed: 1, notVerified: 1 });
  });
});

describe.skipIf(!dpkgAvailable)('verification of all packages against dpkg (needs dpkg and root)', () => {
  let root: DebianRoot;
  beforeAll(() => {
    root = new DebianRoot({ merged: true });
    root.install(
      ...['alpha', 'beta', 'gamma', 'delta'].map((name) => ({
        name,
        files: {
          [`/usr/sbin/${name}`]: `#!/bin/sh\necho ${name}\n`,
          [`/lib/${name}/lib${name}.so.1`]: name.repeat(100),
          [`/usr/share/doc/${name}/README`]: `read ${name}\n`,
          [`/etc/${name}.conf`]: `name=${name}\n`,
        },
        conffiles: [`/etc/${name}.conf`],
      })),
    );
  }, 60_000);
  afterAll(() => root.remove());

  it('lists what dpkg --verify lists', async () => {
    writeFileSync(root.at('/usr/sbin/alpha'), '#!/bin/sh\necho alphA\n');
    writeFileSync(root.at('/etc/beta.conf'), 'name=other\n');
    rmSync(root.at('/usr/share/doc/gamma'), { recursive: true });
    rmSync(root.at('/etc/gamma.conf'));
    root.divert('/usr/sbin/delta', '/usr/sbin/delta.distrib');
    writeFileSync(root.at('/usr/sbin/delta'), 'in its place\n');
    writeFileSync(root.at('/usr/sbin/delta.distrib'), 'changed where it lies\n');
    rmSync(root.at('/usr/lib/delta/libdelta.so.1'));
    symlinkSync('/usr/share/doc/delta/README', root.at('/usr/lib/delta/libdelta.so.1'));
    root.dpkg('--remove', 'beta');
    const verified = execFileSync('dpkg', [`--root=${root.path}`, '--verify'], { encoding: 'utf8' })
      .trimEnd()
      .split('\n')
      .map((line) => `${line.startsWith('missing') ? 'missing' : 'changed'} ${line.slice(12)}`);
    const opened = openDirectory(root.path, { audit: NO_AUDIT });
    if (!opened.ok) throw new Error(opened.error.reason);
    const { odd } = await verify(opened.value);
    // dpkg does not look where a local diversion has put a file.
    const elsewhere = 'changed /usr/sbin/delta.distrib';
    expect(odd).toContain(elsewhere);
    const others = odd.filter((line) => line !== elsewhere).map((line) => line.replace(/^conffile-/, ''));
    expect(others.sort()).toEqual(verified.sort());
    expect(verified.length).toBeGreaterThan(5);
  });
});
