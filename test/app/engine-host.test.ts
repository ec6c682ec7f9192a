import { describe, expect, it } from 'vitest';
import { EngineHost } from '../../main/app/engine-host.ts';
import type { EngineProcess } from '../../main/app/engine-process.ts';

/** An engine that records what it is asked and does as the test says. */
class FakeEngine implements EngineProcess {
  readonly asked: { id: number; channel: string; paths: unknown }[] = [];
  #message: (message: unknown) => void = () => undefined;
  #exit: (code: number) => void = () => undefined;
  postMessage(message: unknown): void {
    this.asked.push(message as { id: number; channel: string; paths: unknown });
  }
  on(event: 'message' | 'exit', listener: ((message: unknown) => void) & ((code: number) => void)): void {
    if (event === 'message') this.#message = listener;
    else this.#exit = listener;
  }
  kill(): boolean {
    this.#exit(15);
    return true;
  }
  say(message: unknown): void {
    this.#message(message);
  }
  die(code: number): void {
    this.#exit(code);
  }
}

function hostOf() {
  const engines: FakeEngine[] = [];
  const told: [string, unknown][] = [];
  const fork = () => {
    const engine = new FakeEngine();
    engines.push(engine);
    return engine;
  };
  const host = new EngineHost(
    fork,
    (notice, value) => told.push([notice, value]),
    () => true,
  );
  return { host, engines, told };
}

describe('EngineHost', () => {
  it('gives each request its own answer, in any order', async () => {
    const { host, engines } = hostOf();
    const first = host.ask('case:overview', {}, {});
    const second = host.ask('case:open', { handle: 'h' }, { h: '/x' });
    expect(engines).toHaveLength(1);
    expect(engines[0]?.asked.map(({ channel, paths }) => [channel, paths])).toEqual([
      ['case:overview', {}],
      ['case:open', { h: '/x' }],
    ]);
    engines[0]?.say({ id: 2, envelope: { ok: true, value: 'two' } });
    engines[0]?.say({ id: 1, envelope: { ok: false, error: { code: 'no-case', message: 'none' } } });
    expect(await second).toEqual({ ok: true, value: 'two' });
    expect(await first).toMatchObject({ ok: false, error: { code: 'no-case' } });
  });

  it('answers what was pending when the engine dies, tells the window once, and starts a new one', async () => {
    const { host, engines, told } = hostOf();
    const pending = [host.ask('case:overview', {}, {}), host.ask('scan:cancel', {}, {})];
    engines[0]?.die(139);
    for (const answer of await Promise.all(pending)) {
      expect(answer).toMatchObject({ ok: false, error: { code: 'engine-gone' } });
    }
    expect(told).toEqual([['engine:gone', { reason: 'The engine ended with 139.', recovered: true }]]);
    void host.ask('case:overview', {}, {});
    expect(engines).toHaveLength(2);
    // A late word of the first one changes nothing.
    engines[0]?.die(0);
    expect(told).toHaveLength(1);
  });

  it('stops waiting in the end', async () => {
    const { host } = hostOf();
    expect(await host.ask('case:overview', {}, {}, 5)).toMatchObject({
      ok: false,
      error: { code: 'failed' },
    });
  });

  it('passes on notices that are what the contract says, and drops all else', () => {
    const { host, engines, told } = hostOf();
    host.warm();
    const engine = engines[0];
    engine?.say({ notice: 'scan:done', value: { cancelled: true } });
    engine?.say({ notice: 'scan:done', value: { cancelled: 'perhaps' } });
    engine?.say({ notice: 'scan:other', value: {} });
    engine?.say({ id: 99, envelope: { ok: true, value: 1 } });
    engine?.say('nonsense');
    expect(told).toEqual([['scan:done', { cancelled: true }]]);
  });

  it('says nothing when the program itself ends it, which may keep what was judged last', async () => {
    const { host, engines, told } = hostOf();
    await host.close();
    host.warm();
    const closed = host.close();
    expect(engines[0]?.asked).toEqual([{ end: true }]);
    engines[0]?.die(0);
    await closed;
    expect(told).toEqual([]);
  });

  it('kills an engine that does not end', async () => {
    const { host, told } = hostOf();
    host.warm();
    await host.close(5);
    expect(told).toEqual([]);
  });
});
