import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { CORPUS, corpusAvailable } from '../../support/corpus.ts';
import { collectTree, recordsOf } from './unit-tree.ts';

const ETC = '/etc/systemd/system';
const FOLDERS = ['unit/systemd-257.13', 'unit/thirdparty', 'unit-malformed'];

function corpusUnits(): { name: string; bytes: Uint8Array }[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(CORPUS, folder)).map((name) => {
      const raw = readFileSync(join(CORPUS, folder, name));
      return { name, bytes: new Uint8Array(name.endsWith('.gz') ? gunzipSync(raw) : raw) };
    }),
  );
}

/** A generator of the same numbers each time (Numerical Recipes' constants). */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
}

describe('hostile units', () => {
  it.skipIf(!corpusAvailable)(
    'of the corpus are read as fragment, drop-in and instance (needs ../shared/corpus)',
    () => {
      for (const { name, bytes } of corpusUnits()) {
        const type =
          /\.(service|socket|timer|path|slice|scope|target|mount)(?:$|\.)/.exec(name)?.[1] ?? 'service';
        const records = recordsOf(
          collectTree({
            [`${ETC}/fuzz.${type}`]: bytes,
            [`${ETC}/fuzz@.${type}`]: bytes,
            [`${ETC}/multi-user.target.wants/fuzz@x.${type}`]: { link: `../fuzz@.${type}` },
            [`${ETC}/plain.${type}`]: '[Unit]\nDescription=x\n',
            [`${ETC}/plain.${type}.d/fuzz.conf`]: bytes,
          }),
        );
        expect(records.has(`linux:systemd:system:fuzz.${type}`), name).toBe(true);
        expect(records.has(`linux:systemd:system:fuzz@x.${type}`), name).toBe(true);
      }
    },
  );

  it('that link to each other in circles end', () => {
    const tree: Record<string, string | { link: string }> = {};
    for (let at = 0; at < 30; at += 1) {
      tree[`${ETC}/l${at}.service`] = { link: `l${(at + 1) % 30}.service` };
      tree[`${ETC}/s${at}.service`] =
        `[Unit]\nWants=s${(at + 1) % 30}.service\nOnFailure=s${at}.service\n[Service]\nExecStart=/bin/x\n`;
    }
    tree[`${ETC}/self.service`] = { link: 'self.service' };
    tree[`${ETC}/deep@.service`] = '[Unit]\nWants=deep@%i%i.service\n[Service]\nExecStart=/bin/x\n';
    tree[`${ETC}/multi-user.target.wants/deep@a.service`] = { link: '../deep@.service' };
    tree[`${ETC}/multi-user.target.wants/s0.service`] = { link: '../s0.service' };
    const records = recordsOf(collectTree(tree));
    expect(records.get('linux:systemd:system:s29.service')?.enabled).toBe(true);
    // Names end at 255 characters, so instances do too.
    expect(records.size).toBeLessThan(100);
  });

  it('that name ever more instances are cut short, and that is said', () => {
    const items = collectTree({
      [`${ETC}/t@.service`]: '[Unit]\nWants=t@%ia.service t@%ib.service\n[Service]\nExecStart=/bin/x\n',
      [`${ETC}/multi-user.target.wants/t@a.service`]: { link: '../t@.service' },
    });
    expect(items.length).toBeLessThan(6_000);
    expect(items.filter((item) => item.type === 'diagnostic').map(({ code }) => code)).toEqual([
      'unit-limit-reached',
    ]);
  });

  it('in a folder with names and keys of objects do no harm', () => {
    const records = recordsOf(
      collectTree({
        [`${ETC}/constructor.service`]: '[Service]\n__proto__=x\nExecStart=/bin/x\n[__proto__]\na=b\n',
        [`${ETC}/__proto__.service`]: '[Service]\nExecStart=/bin/y\n',
      }),
    );
    expect(records.get('linux:systemd:system:__proto__.service')?.command).toBe('/bin/y');
    expect(records.get('linux:systemd:system:constructor.service')?.command).toBe('/bin/x');
  });

  it('made at random never throw', () => {
    const next = random(7);
    const pick = <T>(from: readonly T[]): T => from[next(from.length)] as T;
    const names = [
      'a.service',
      'a@.service',
      'a@x.service',
      'a-b.service',
      'a.timer',
      'a.socket',
      '-.mount',
      'b.target',
      'x.path',
      'a@b@c.service',
    ];
    const targets = [
      ...names,
      '/dev/null',
      '../../../..',
      '/',
      '',
      '.',
      '/opt/a.service',
      '/usr/lib/systemd/system/a.service',
      'a.service/..',
      '/etc/systemd/system',
    ];
    const lines = [
      '[Unit]',
      '[Service]',
      '[Install]',
      '[Timer]',
      '[',
      'ExecStart=/bin/%i $A',
      'ExecStart=',
      'Unit=a@%n.service',
      'Alias=%p@%i.service',
      'WantedBy=b.target',
      'Environment="A=%',
      'EnvironmentFile=-/etc/*',
      'Wants=a@%i.service a@z.service',
      'User=%i',
      'WorkingDirectory=~',
      'RootDirectory=/%u',
      '\u0000',
      '\\',
    ];
    for (let round = 0; round < 60; round += 1) {
      const tree: Record<string, string | { link: string }> = {};
      for (let at = 0; at < 12; at += 1) {
        const top = pick([
          ETC,
          '/run/systemd/system',
          '/usr/lib/systemd/system',
          '/etc/systemd/user',
          '/root/.config/systemd/user',
        ]);
        const sub = pick([
          '',
          '',
          `${pick(names)}.d/`,
          `${pick(names)}.wants/`,
          'service.d/',
          'a-.service.d/',
          'target.requires/',
        ]);
        const path = `${top}/${sub}${sub.includes('.d/') ? 'x.conf' : pick(names)}`;
        const clash = Object.keys(tree).some(
          (other) => other.startsWith(`${path}/`) || path.startsWith(`${other}/`),
        );
        if (clash) continue;
        tree[path] =
          next(3) === 0
            ? { link: pick(targets) }
            : Array.from({ length: next(8) }, () => pick(lines)).join('\n');
      }
      expect(() => recordsOf(collectTree(tree))).not.toThrow();
    }
  });
});
