import { expect, it } from 'vitest';
import { mockBridge } from '../../../renderer/mock/mock-bridge.ts';
import { type Channel, REQUESTS, type RequestOf } from '../../../shared/ipc/contract.ts';
import { sampleResult } from '../../support/sample-result.ts';

/** A mock that answers otherwise than the program would hides bugs of the window. */
it('answers every channel as the contract says', async () => {
  const result = sampleResult();
  const bridge = mockBridge(result, { open: true });
  const ROWS = { filter: '', levels: [], hideKnownGood: false, sort: [], offset: 0, limit: 10 };
  const { offset: _offset, limit: _limit, ...ROWS_ASKED } = ROWS;
  const about = { case: null, evidence: null, examiner: null, notes: null };
  const report = { formats: ['html'], scope: 'all' as const, levels: [], verdicts: [], caseData: about };
  const requests: { readonly [C in Exclude<Channel, 'scan:start' | 'scan:cancel'>]: RequestOf<C> } = {
    'app:info': {},
    'app:choose': { what: 'folder' },
    'app:forget': { handle: 'a' },
    'scan:keep': { folder: null },
    'case:open': { handle: 'a' },
    'case:read-only': {},
    'case:save': { handle: null },
    'case:overview': {},
    'case:rows': { ...ROWS, table: 'services' },
    'case:groups': { ...ROWS_ASKED, table: 'services', sort: [{ column: 'kind', descending: false }] },
    'case:record': { table: 'services', id: result.services[0]?.id ?? '' },
    'case:timeline': { bins: 10 },
    'case:annotate': { subject: 'a', verdict: 'benign', tags: [], note: '', who: '' },
    'case:compare': { handle: 'a' },
    'report:preview': report,
    'report:export': { ...report, folder: 'a' },
  };
  for (const [channel, request] of Object.entries(requests)) {
    const answer = await bridge.request(channel as Channel, request as never);
    expect(answer, channel).toMatchObject({ ok: true });
    const { answer: schema } = REQUESTS[channel as Channel];
    if (answer.ok) expect(schema.safeParse(answer.value).error, channel).toBeUndefined();
  }
});
