import { describe, expect, it } from 'vitest';
import { changeText } from '../../main/case/change-text.ts';
import { eventValues } from '../../main/case/row-values.ts';
import { comparedFacts } from '../../renderer/features/detail/compared-facts.ts';
import type { EventRecord } from '../../shared/model/event-record.ts';
import { sampleResult } from '../support/sample-result.ts';

function change(action: EventRecord['action'], fields: EventRecord['fields']): EventRecord {
  const [event] = sampleResult().events;
  if (event === undefined) throw new Error('the sample has no event');
  const where = { where: 'ControlSet002', timeMeans: 'last write of the key' };
  return { ...event, action, channel: null, eventId: null, fields: { ...fields, ...where } };
}

describe('what two copies of a configuration tell', () => {
  const changed = change('changed', { field: 'imagePath', there: 'a.exe', here: null });
  const created = change('created', { field: null, there: null, here: 'b.exe' });
  const deleted = change('deleted', { field: null, there: 'c.exe', here: null });

  it('is in words in the table, and found by the name of the field too', () => {
    expect(changeText(changed)).toBe('image path: a.exe → not set | compared with ControlSet002');
    expect(changeText(created)).toBe('image path: b.exe | not in ControlSet002');
    expect(changeText(deleted)).toBe('image path: c.exe | only in ControlSet002');
    const { cells, search } = eventValues(changed, null);
    expect(cells).toContain('image path: a.exe → not set | compared with ControlSet002');
    expect(search).toMatch(/imagepath/i);
  });

  it('is in words in the detail, before and now', () => {
    const facts = (event: EventRecord) => comparedFacts(event)?.map(({ name, value }) => `${name}: ${value}`);
    const time = 'The time is: last write of the key';
    expect(facts(changed)).toEqual(['What: image path', 'In ControlSet002: a.exe', 'Now: not set', time]);
    expect(facts(created)).toEqual(['What: image path', 'In ControlSet002: not there', 'Now: b.exe', time]);
    expect(facts(deleted)).toEqual(['What: image path', 'In ControlSet002: c.exe', 'Now: not there', time]);
    const whole = { ...deleted, fields: { ...deleted.fields, imagePath: 'c.exe', serviceDll: 'd.dll' } };
    expect(facts(whole)?.slice(1, 4)).toEqual([
      'In ControlSet002: c.exe',
      'Now: not there',
      'service dll: d.dll',
    ]);
  });

  it('a record of a log keeps its own words', () => {
    const logged = { ...changed, channel: 'System', eventId: 7040 };
    expect([changeText(logged), comparedFacts(logged)]).toEqual([null, null]);
    expect(eventValues(logged, null).cells).toContain(
      'event 7040 of System | field: imagePath | there: a.exe | where: ControlSet002',
    );
  });

  it('a record whose parameters have no names says what they mean', () => {
    const provider = 'Service Control Manager';
    const [event] = sampleResult().events;
    if (event === undefined) throw new Error('the sample has no event');
    const fields = { param1: 'Windows Help', param2: '2', ServiceName: 'WinHelpSvc' };
    const crashed = { ...event, provider, channel: 'System', eventId: 7034, fields };
    expect(eventValues(crashed, null).cells).toContain(
      'event 7034 of System | service: Windows Help | times so far: 2',
    );
  });
});
