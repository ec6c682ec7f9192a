import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingSchema } from '../../shared/model/finding.ts';
import { headerSchema, summarySchema } from '../../shared/model/run.ts';
import { serviceRecordSchema } from '../../shared/model/service-record.ts';
import { type Situation, situationTree } from '../support/rule-fixture.ts';
import { treeSnapshot } from '../support/tree-snapshot.ts';

const TOP = join(import.meta.dirname, '..', '..');
const CLI = join(TOP, 'out', 'cli.js');

const ATTACKED: Situation = {
  name: 'a host with one bad service',
  services: {
    Updater: { ImagePath: 'C:\\Users\\Public\\u.exe' },
    Spooler: { ImagePath: '%SystemRoot%\\System32\\spoolsv.exe', ObjectName: 'LocalSystem' },
  },
  files: ['C:\\Users\\Public\\u.exe', 'C:\\Windows\\System32\\spoolsv.exe'],
};

let folder: string;
let root: string;

/** Runs the built command line as a user would: another folder, no terminal. */
function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return { status, stdout, stderr };
}

function lines(text: string): { type: string; [key: string]: unknown }[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

beforeAll(() => {
  if (!existsSync(CLI)) {
    const built = spawnSync(process.execPath, [join(TOP, 'scripts', 'build.mjs')], { encoding: 'utf8' });
    if (built.status !== 0) throw new Error(built.stderr);
  }
  folder = mkdtempSync(join(tmpdir(), 'daemonscope-cli-'));
  root = join(folder, 'evidence');
  for (const [path, bytes] of Object.entries(situationTree(ATTACKED))) {
    const host = join(root, path);
    mkdirSync(join(host, '..'), { recursive: true });
    writeFileSync(host, bytes);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('scan', () => {
  it('writes JSONL to stdout that keeps the contract, and nothing else there', () => {
    const { status, stdout } = run('scan', root, '--stdout');
    expect(status).toBe(0);
    const records = lines(stdout);
    expect(records[0]?.type).toBe('header');
    expect(records.at(-1)?.type).toBe('summary');
    expect(headerSchema.safeParse(records[0]).error).toBeUndefined();
    expect(summarySchema.safeParse(records.at(-1)).error).toBeUndefined();
    for (const record of records) {
      if (record.type === 'service') expect(serviceRecordSchema.safeParse(record).error).toBeUndefined();
      if (record.type === 'finding') expect(findingSchema.safeParse(record).error).toBeUndefined();
    }
    const order = ['header', 'service', 'event', 'binary', 'finding', 'diagnostic', 'coverage', 'summary'];
    const ranks = records.map((record) => order.indexOf(record.type));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  });

  it('finds the program in Public, with hive, key, offset and time', () => {
    const records = lines(run('scan', root, '--stdout').stdout);
    const finding = records.find(
      (record) => record.type === 'finding' && (record['subject'] as { name: string }).name === 'Updater',
    );
    expect(finding).toBeDefined();
    expect((finding?.['evidence'] as unknown[] | undefined)?.[0]).toMatchObject({
      path: '/Windows/System32/config/SYSTEM',
      locator: { kind: 'registry', key: 'HKLM\\SYSTEM\\ControlSet001\\Services\\Updater', deleted: false },
    });
  });

  it('gives the same bytes twice, save the header', () => {
    const [first, second] = [run('scan', root, '--stdout'), run('scan', root, '--stdout')].map(({ stdout }) =>
      stdout.split('\n').slice(1),
    );
    expect(first).toEqual(second);
  });

  it('writes every format, a manifest that verifies, and leaves the evidence alone', () => {
    const before = treeSnapshot(root);
    const { status, stderr } = run('scan', root, '-o', 'result');
    expect(stderr).toContain('Report in');
    expect(status).toBe(0);
    expect(treeSnapshot(root)).toEqual(before);
    for (const name of [
      'report.html',
      'daemonscope.jsonl',
      'services.csv',
      'findings.csv',
      'binaries.csv',
      'events.csv',
      'audit.jsonl',
      'manifest.json',
    ]) {
      expect(existsSync(join(folder, 'result', name)), name).toBe(true);
    }
    expect(run('verify', 'result').status).toBe(0);
    const audit = lines(readFileSync(join(folder, 'result', 'audit.jsonl'), 'utf8'));
    expect(
      audit.some(
        (entry) => entry['action'] === 'opened' && entry['path'] === '/Windows/System32/config/SYSTEM',
      ),
    ).toBe(true);
    writeFileSync(join(folder, 'result', 'services.csv'), 'changed');
    const broken = run('verify', 'result');
    expect(broken.status).toBe(1);
    expect(broken.stdout).toContain('services.csv');
  });

  it('refuses to write inside the root, through a link too, and over what exists', () => {
    const before = treeSnapshot(root);
    expect(run('scan', root, '-o', join(root, 'out')).status).toBe(2);
    symlinkSync(root, join(folder, 'way-in'));
    expect(run('scan', root, '-o', join('way-in', 'out')).status).toBe(2);
    mkdirSync(join(folder, 'there'), { recursive: true });
    const refused = run('scan', root, '-o', 'there');
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain('--overwrite');
    expect(run('scan', root, '-o', 'there', '--overwrite', '-q').status).toBe(0);
    expect(treeSnapshot(root)).toEqual(before);
  });

  it('ends with 1 when a finding reaches --fail-on, and with 0 when none does', () => {
    expect(run('scan', root, '--stdout', '--fail-on', 'medium').status).toBe(1);
    expect(run('scan', root, '--stdout', '--no-rules', '--fail-on', 'informational').status).toBe(0);
  });

  it('leaves out findings below --min-level and counts them', () => {
    const all = lines(run('scan', root, '--stdout').stdout);
    const some = lines(run('scan', root, '--stdout', '--min-level', 'critical').stdout);
    const count = (records: typeof all) => records.filter((record) => record.type === 'finding').length;
    expect(count(some)).toBeLessThan(count(all));
    expect(some.at(-1)?.['belowMinLevel']).toBe(count(all) - count(some));
  });

  it('says in one sentence that a folder is nothing it knows, exit 3', () => {
    mkdirSync(join(folder, 'empty'), { recursive: true });
    const { status, stderr, stdout } = run('scan', 'empty', '--stdout');
    expect(status).toBe(3);
    expect(stdout).toBe('');
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it.runIf(process.platform === 'linux')('triages the Linux host that it runs on', () => {
    const { status, stdout } = run('scan', '--stdout', '--live', '--no-hash');
    // A container has no service manager that could be asked: then there is a gap.
    expect([0, 4]).toContain(status);
    const records = lines(stdout);
    expect(records[0]).toMatchObject({ root: { layout: 'linux-volume', platform: 'linux' } });
    const services = records.filter((record) => record.type === 'service');
    expect(services.length).toBeGreaterThan(0);
    expect(services.every((service) => service['platform'] === 'linux')).toBe(true);
    const sources = records.filter((record) => record.type === 'coverage').map((row) => row['source']);
    expect(sources).toEqual(
      expect.arrayContaining(['systemd-units', 'package-databases', 'running-services']),
    );
  });

  it('compares with an earlier result', () => {
    run('scan', root, '-o', 'earlier', '--format', 'jsonl', '-q');
    const changed = join(folder, 'changed');
    const situation: Situation = {
      ...ATTACKED,
      services: { ...ATTACKED.services, Newcomer: { ImagePath: 'C:\\Program Files\\N\\n.exe' } },
    };
    for (const [path, bytes] of Object.entries(situationTree(situation))) {
      mkdirSync(join(changed, path, '..'), { recursive: true });
      writeFileSync(join(changed, path), bytes);
    }
    const records = lines(
      run('scan', changed, '--stdout', '--baseline', join('earlier', 'daemonscope.jsonl')).stdout,
    );
    const names = records
      .filter((record) => record.type === 'finding' && /baseline/.test(String(record['rule'])))
      .map((record) => (record['subject'] as { name: string }).name);
    expect(names).toContain('Newcomer');
    expect(names).not.toContain('Spooler');
  });
});

describe('usage', () => {
  it.each([
    [['scan', '--nonsense']],
    [['scan', 'no-such-folder']],
    [['scan', '--format', 'docx']],
    [['scan', '--min-level', 'terrible']],
    [['scan', 'a', 'b']],
    [['scan', '--max-hash-size', '-1']],
    [['frobnicate']],
    [[]],
    [['verify']],
    [['rules', 'show', 'no_such_rule']],
  ])('%j ends with 2 and one sentence', (args) => {
    const { status, stderr, stdout } = run(...args);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('has help and version on stdout', () => {
    expect(run('--help')).toMatchObject({ status: 0, stderr: '' });
    expect(run('--version').stdout).toMatch(/^daemonscope \d+\.\d+\.\d+\n$/);
  });
});

describe('rules', () => {
  it('lists and shows what is built in', () => {
    const { stdout } = run('rules', 'list', '--json');
    const rules = lines(stdout);
    expect(rules.length).toBeGreaterThanOrEqual(90);
    const of = (subject: string) => String(rules.find((rule) => rule['subject'] === subject)?.['rule']);
    const shown = (name: string) =>
      JSON.parse(run('rules', 'show', name).stdout) as { detection?: unknown; correlation?: unknown };
    expect(shown(of('service')).detection).toBeDefined();
    expect(shown(of('event')).detection).toBeDefined();
    expect(shown(of('correlation')).correlation).toBeDefined();
  });

  it('checks a folder: every file judged, every reason printed', () => {
    const rules = join(folder, 'rules');
    mkdirSync(rules, { recursive: true });
    const rule = (extra: string) =>
      `title: One\nlogsource: { category: service, product: windows }\ndetection:\n  selection:\n    ${extra}\n  condition: selection\nlevel: high\n`;
    writeFileSync(join(rules, 'good.yml'), rule("Name: 'Spooler'"));
    writeFileSync(join(rules, 'unknown_field.yml'), rule("Nmae: 'Spooler'"));
    writeFileSync(join(rules, 'broken.yml'), 'title: [');
    const { status, stdout } = run('rules', 'check', rules);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^ok +good\.yml/m);
    expect(stdout).toMatch(/Nmae.*Name/);
    expect(stdout).toContain(
      '1 run here, 0 load but no source here provides their log source yet, 2 refused',
    );
    const found = lines(
      run('scan', root, '--stdout', '--no-rules', '--rules', join(rules, 'good.yml')).stdout,
    );
    expect(found.filter((record) => record.type === 'finding')).toHaveLength(1);
  });
});
