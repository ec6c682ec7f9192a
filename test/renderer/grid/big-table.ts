import type { Page } from 'playwright';

/** Runs in the page before its own code: services come from a table of 100,000 rows that takes as long as an engine does. */
export async function giveBigTable(page: Page, total = 100_000): Promise<void> {
  await page.addInitScript((rows) => {
    const columns = ['level', 'findings', 'name', 'kind', 'command', 'imageState', 'account'];
    const levels = ['critical', 'high', 'medium', 'low', null];
    const define = Object.defineProperty;
    const asked: unknown[] = [];
    Object.assign(globalThis, { asked });
    type Request = { table: string; filter: string; offset: number; limit: number; hideKnownGood: boolean };
    const answer = (request: Request) => {
      asked.push(request);
      const total = request.filter === '' ? rows : 3;
      const length = Math.max(0, Math.min(request.limit, total - request.offset));
      return {
        columns,
        rows: Array.from({ length }, (_, at) => {
          const n = request.offset + at;
          const command = `C:\\Program Files\\Vendor ${n % 97}\\service-${n}.exe -k \u202Egpj.exe`;
          const cells = [
            levels[n % 5],
            n % 4,
            `Service${n}`,
            'service',
            command,
            n % 7 === 0 ? 'missing' : 'found',
            'LocalSystem',
          ];
          return { id: `windows:service${n}`, cells };
        }),
        total,
        hidden: request.hideKnownGood ? 312 : 0,
        filterProblem: request.filter.includes('Nope:') ? 'there is no column Nope' : null,
      };
    };
    Object.defineProperty = ((target: object, name: string, descriptor: PropertyDescriptor) => {
      if (name !== 'daemonscope') return define(target, name, descriptor);
      const { request, on } = descriptor.value;
      const ask = async (channel: string, value: Request) => {
        if (channel !== 'case:rows' || value.table !== 'services') return request(channel, value);
        await new Promise((done) => setTimeout(done, 15));
        return { ok: true, value: answer(value) };
      };
      return define(target, name, { ...descriptor, value: { request: ask, on } });
    }) as typeof Object.defineProperty;
  }, total);
}
