import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Evidence } from '../../main/evidence/evidence.ts';
import { memoryEvidence } from '../../main/evidence/memory-evidence.ts';
import { logTree } from '../support/event-fixture.ts';
import { situationTree } from '../support/rule-fixture.ts';
import { runTriage } from '../support/run-triage.ts';

const LOGS = logTree([
  {
    id: 7045,
    data: {
      ServiceName: 'evil',
      ImagePath: 'C:\\Windows\\Temp\\evil.exe',
      ServiceType: 'user mode service',
      StartType: 'demand start',
      AccountName: 'LocalSystem',
    },
  },
]);
const WINDOWS = { ...situationTree({ name: 'host', services: { Spooler: { Start: 2 } } }), ...LOGS };
const LINUX = {
  '/etc/os-release': 'ID=debian\n',
  '/usr/lib/systemd/system/a.service': '[Service]\nExecStart=/bin/true\n',
  '/var/log/syslog': 'May  1 10:00:00 host systemd[1]: Started a.service.\n',
};

function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function inputsOf(evidence: Evidence, hash = true) {
  const { header } = await runTriage(evidence, [], { hash });
  return header.host.inputs;
}

it('lists the logs that were read with their digests, after the hives', async () => {
  const inputs = await inputsOf(memoryEvidence(WINDOWS));
  expect(inputs.map(({ role }) => role)).toEqual(['SYSTEM', 'SOFTWARE', 'windows-events']);
  const [path, bytes] = Object.entries(LOGS)[0] ?? ['', new Uint8Array()];
  expect(inputs[2]).toMatchObject({
    path,
    size: bytes.length,
    sha256: sha256(bytes),
    replayDetail: null,
  });
});

it('lists a text log once, whichever source reads it again', async () => {
  const inputs = await inputsOf(memoryEvidence(LINUX));
  const text = LINUX['/var/log/syslog'];
  expect(inputs).toMatchObject([{ path: '/var/log/syslog', role: 'linux-text-logs', sha256: sha256(text) }]);
});

it('leaves the digest out where nothing is hashed, and says so', async () => {
  expect((await inputsOf(memoryEvidence(WINDOWS), false))[2]).toMatchObject({
    role: 'windows-events',
    sha256: null,
    replayDetail: 'not hashed: hashing was switched off (--no-hash)',
  });
});

it('says that a running host goes on writing its logs', async () => {
  const evidence: Evidence = { ...evidenceOf(LINUX), kind: 'live' };
  const [log] = await inputsOf(evidence);
  expect(log).toMatchObject({ path: '/var/log/syslog', sha256: null });
  expect(log?.replayDetail).toMatch(/goes on writing/);
});

/** The same evidence as a plain object, so that its kind can be another. */
function evidenceOf(tree: Parameters<typeof memoryEvidence>[0]): Evidence {
  const evidence = memoryEvidence(tree);
  const { target } = evidence;
  return {
    kind: 'memory',
    target,
    lookup: (path, options) => evidence.lookup(path, options),
    list: (path) => evidence.list(path),
    read: (path, limit) => evidence.read(path, limit),
    open: (path) => evidence.open(path),
    readLink: (path) => evidence.readLink(path),
    lookupLink: (path) => evidence.lookupLink(path),
    subtree: () => ({ ok: true, value: { ...evidenceOf(tree), kind: 'live' } }),
    outerPath: (path) => evidence.outerPath(path),
    locator: (path) => evidence.locator(path),
    hostFolder: (path) => evidence.hostFolder(path),
  };
}
