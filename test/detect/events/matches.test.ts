import { expect, it } from 'vitest';
import { Matches } from '../../../main/detect/events/matches.ts';
import { loadUserRules } from '../../../main/detect/rule-set.ts';
import { FieldRecord } from '../../../main/detect/sigma/sigma.ts';
import type { EventRecord } from '../../../shared/model/event-record.ts';

const RULE = (name: string) => `title: ${name}
id: 0b2f4c7e-1a55-4c59-8f3f-0e6f0f6a9d0a
logsource: { product: linux, service: syslog }
detection: { selection: { message: x }, condition: selection }
level: low
`;

function started(service: string, second: number): EventRecord {
  return {
    type: 'event',
    id: `${service}:${second}`,
    time: `2024-03-01T10:00:0${second}Z`,
    platform: 'linux',
    source: 'linux-text-logs',
    eventId: null,
    provider: 'systemd',
    channel: 'syslog',
    computer: null,
    action: 'started',
    service,
    actor: null,
    fields: { message: 'x' },
    provenance: [],
  };
}

async function loaded(name: string) {
  const [rule] = (await loadUserRules({ path: `${name}.yml`, text: RULE(name) }, [])).rules;
  if (rule === undefined) throw new Error('the rule does not load');
  return rule;
}

it('findings of one rule have a bound, what is beyond it is counted, and other rules keep theirs', async () => {
  const matches = new Matches(
    ({ id, service, platform }) => ({ kind: 'event', id, name: service ?? '', platform }),
    2,
  );
  const [loud, other] = [await loaded('loud'), await loaded('other')];
  const add = (rule: typeof loud, service: string, second: number): void => {
    const record = new FieldRecord({ message: 'x' });
    const match = rule.compiled.evaluate(record);
    if (match === null) throw new Error('the rule does not fire');
    matches.add(rule, started(service, second), record, match);
  };
  for (const [second, service] of ['a', 'b', 'c', 'c', 'd', 'a'].entries()) add(loud, service, second);
  add(other, 'e', 7);
  expect(matches.findings().map(({ rule, subject }) => [rule, subject.name])).toEqual([
    ['loud', 'a'],
    ['loud', 'b'],
    ['other', 'e'],
  ]);
  expect(matches.findings()[0]?.why).toContain('Logged 2 times');
  expect(matches.leftOut()).toEqual([{ rule: 'loud', matches: 3 }]);
});

it.each([
  [
    'year, zone',
    ' Logged at 2024-03-01T10:00:01Z. The log does not tell the year and the zone of this time: inferred.',
  ],
  ['zone', ' Logged at 2024-03-01T10:00:01Z. The log does not tell the zone of this time: inferred.'],
  [null, ' Logged at 2024-03-01T10:00:01Z.'],
])('a finding says what of its time is inferred: %s', async (timeAssumed, end) => {
  const matches = new Matches(({ id, service, platform }) => ({
    kind: 'event',
    id,
    name: service ?? '',
    platform,
  }));
  const rule = await loaded('one');
  const record = new FieldRecord({ message: 'x' });
  const match = rule.compiled.evaluate(record);
  if (match === null) throw new Error('the rule does not fire');
  const event = started('a', 1);
  matches.add(rule, { ...event, fields: { ...event.fields, timeAssumed } }, record, match);
  expect(matches.findings()[0]?.why.endsWith(end)).toBe(true);
});
