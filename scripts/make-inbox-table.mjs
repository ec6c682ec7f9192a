#!/usr/bin/env node
// Writes main/detect/inbox/inbox-services.generated.json from the truth files of the corpus:
//   node scripts/make-inbox-table.mjs [CORPUS]
// or, for one release, from the JSONL of a scan: each source below may be given as RELEASE=FILE.
// What is left out, and why, is stated here and copied into the table, release by release.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

const SOURCES = [
  {
    release: '10-21h2',
    name: 'Windows 10 21H2',
    builds: [19041, 19042, 19043, 19044, 19045],
    hive: 'win10-21h2-x64_clean_DESKTOP-M3OSHQU.SYSTEM',
    quality: 'clean',
    filter:
      'VMware Tools and the Edge updater left out. Builds 19041 to 19045 share one set of system files (Microsoft: enablement packages), so they count as this release.',
    drop: /^(?:VMTools|VGAuthService|vm3d.*|vmci|vmhgfs|VMMemCtl|vmmouse|vmrawdsk|vmusbmouse|vmvss|vmwefifw|vmxnet3ndis6|pvscsi|vsock|edgeupdatem?|MicrosoftEdgeElevationService)$/i,
  },
  {
    release: '10-1709',
    name: 'Windows 10 1709',
    builds: [16299],
    hive: 'win10-1709-x64_DESKTOP-PM6C56D.SYSTEM',
    quality: 'near-clean',
    filter:
      'Dell workstation. Kept: names that the 21H2 or 8.1 hive has too, and those listed in the script that Microsoft ships. Left out: drivers of oemN.inf, Office, Dropbox, Box, Google, Intel, NVIDIA, Dell.',
    onlyWith: ['10-21h2', '8.1'],
    keep: /^(?:BCM43XX|BthAvrcpTg|bthhfhid|BthHFSrv|bthl2cap|CapImg|e1iexpress|invdimm|irda|IRENUM|irmon|netvscvfpp|nvdimmn|tiledatamodelsvc|UcmUcsi|UI0Detect|usbvideo|vnvdimm|vwifimp|wdnsfltr|WUDFWpdFs|xbgm)$/i,
    drop: /^(?:vsock|vmci|pvscsi)$/i,
  },
  {
    release: '8.1',
    name: 'Windows 8.1',
    builds: [9600],
    hive: 'win81-x64_SENSEI.SYSTEM',
    quality: 'near-clean',
    filter: 'VirtualBox Guest Additions and one key without values (RegFilter) left out.',
    drop: /^(?:VBox.*|RegFilter)$/i,
  },
  {
    release: 'xp',
    name: 'Windows XP SP3',
    builds: [2600],
    hive: 'winxp-x86_suspicious_M57-PAT.SYSTEM',
    quality: 'filtered',
    filter:
      'Host with two planted drivers. Left out: win32dd, win32dd1, AVG, Java, RealVNC, and two drivers of the hardware (E1000, ialm) whose origin cannot be told.',
    drop: /^(?:win32dd1?|AVG|avg9emc|avg9wd|Avg[A-Z]\w*|JavaQuickStarterService|WinVNC4|E1000|ialm)$/i,
  },
];

/** Per-user instances (`CDPUserSvc_1a2b3`) and keys of network cards (`{GUID}`) belong to one host. */
const OF_ONE_HOST = /_[0-9a-f]{4,8}$|^\{[0-9A-F-]{36}\}$/i;

const text = (value) => (Array.isArray(value) ? (value[0] ?? null) : (value ?? null)) || null;

function fromTruth(file) {
  return JSON.parse(readFileSync(file, 'utf8')).services.map((s) => ({
    name: s.name,
    type: s.type,
    start: s.start,
    image: text(s.imagePath),
    dll: text(s.serviceDll ?? s.serviceDllDirect),
    objectName: text(s.objectName),
    displayName: text(s.displayName),
    failureCommand: text(s.failureCommand),
  }));
}

function fromScan(file) {
  const records = readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return records
    .filter((r) => r.type === 'service' && r.windows !== undefined && r.state === 'configured')
    .map(({ name, windows: w }) => ({
      name,
      type: w.type,
      start: w.start,
      image: w.imagePath,
      dll: w.serviceDll,
      objectName: w.objectName,
      displayName: w.displayName,
      failureCommand: w.failureCommand,
    }));
}

const given = new Map(
  process.argv
    .slice(2)
    .filter((a) => a.includes('='))
    .map((a) => a.split('=')),
);
const corpus = resolve(
  process.argv.slice(2).find((a) => !a.includes('=')) ?? join(here, '../../shared/corpus'),
);

const loaded = new Map();
for (const source of SOURCES) {
  const scan = given.get(source.release);
  const all = scan === undefined ? fromTruth(join(corpus, 'truth', `${source.hive}.json`)) : fromScan(scan);
  loaded.set(
    source.release,
    all.filter((s) => !OF_ONE_HOST.test(s.name) && !source.drop.test(s.name)),
  );
}
for (const source of SOURCES) {
  if (source.onlyWith === undefined) continue;
  const others = new Set(source.onlyWith.flatMap((r) => loaded.get(r).map((s) => s.name.toLowerCase())));
  const kept = loaded
    .get(source.release)
    .filter((s) => others.has(s.name.toLowerCase()) || source.keep.test(s.name));
  loaded.set(source.release, kept);
}

// One row for each distinct configuration; the last column is a bit set of releases, bit 0 the first.
const rows = new Map();
SOURCES.forEach((source, index) => {
  for (const s of loaded.get(source.release)) {
    const row = [s.name, s.type, s.start, s.image, s.dll, s.objectName, s.displayName, s.failureCommand];
    const key = JSON.stringify([s.name.toLowerCase(), ...row.slice(1)]);
    const known = rows.get(key);
    if (known === undefined) rows.set(key, [...row, 1 << index]);
    else known[8] |= 1 << index;
  }
});
const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const sorted = [...rows.values()].sort(
  (a, b) => order(a[0].toLowerCase(), b[0].toLowerCase()) || a[8] - b[8],
);
const releases = SOURCES.map(({ release, name, builds, hive, quality, filter }) => ({
  release,
  name,
  builds,
  hive,
  quality,
  filter,
  services: loaded.get(release).length,
}));

// One string a row, its columns apart by tabs, nothing for null: a program that never asks pays nothing for them.
const lines = sorted.map((row) => JSON.stringify(row.map((cell) => cell ?? '').join('\t'))).join(',\n');
const out = join(here, '../main/detect/inbox/inbox-services.generated.json');
writeFileSync(
  out,
  `{"version":1,\n"releases":${JSON.stringify(releases, null, 1)},\n"columns":["name","type","start","image","dll","objectName","displayName","failureCommand","releases"],\n"rows":[\n${lines}\n]}\n`,
);
console.error(`${sorted.length} rows, ${releases.map((r) => `${r.name} ${r.services}`).join(', ')}`);
