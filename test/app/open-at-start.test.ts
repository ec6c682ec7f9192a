import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answering } from '../../main/app/answer.ts';
import { Handles } from '../../main/app/handles.ts';
import { openAtStart } from '../../main/app/open-at-start.ts';
import { RecentCases } from '../../main/app/recent-cases.ts';
import { RecoveredCases } from '../../main/app/recovered-cases.ts';
import { Scanning } from '../../main/app/scanning.ts';
import type { Envelope } from '../../shared/ipc/contract.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'daemonscope-open-at-start-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function parts(reply: Envelope<unknown>): Answering & { readonly asked: unknown[][] } {
  const asked: unknown[][] = [];
  return {
    asked,
    engine: {
      ask: async (...args) => {
        asked.push(args);
        return reply;
      },
    },
    handles: new Handles(),
    recent: new RecentCases(folder),
    recovered: new RecoveredCases(join(folder, 'recovery')),
    scanning: new Scanning(),
    choose: async () => null,
    printPdf: async () => new Uint8Array(),
  };
}

describe('a case file on the command line', () => {
  it('is none when none is named', async () => {
    const program = parts({ ok: true, value: {} });
    expect(await openAtStart(program, null, folder)).toBeNull();
    expect(program.asked).toEqual([]);
  });

  it('is looked for from where the program was started, and remembered', async () => {
    const program = parts({ ok: true, value: {} });
    const opened = await openAtStart(program, 'cases/a.daemonscope', folder);
    const path = resolve(folder, 'cases/a.daemonscope');
    expect(opened).toEqual({ ok: true, message: `${path} is open.` });
    expect(Object.values(program.asked[0]?.[2] as object)).toEqual([path]);
    expect(program.recent.list()).toEqual([path]);
  });

  it('that cannot be opened is said, with nothing in its name that hides or reorders text', async () => {
    const program = parts({ ok: false, error: { code: 'failed', message: 'it is damaged.' } });
    const opened = await openAtStart(program, '/x/\u202Eesac.daemonscope', folder);
    expect(opened?.ok).toBe(false);
    expect(opened?.message).toContain('was not opened: it is damaged.');
    expect(opened?.message).not.toContain('\u202E');
  });
});
