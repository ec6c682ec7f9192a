import { describe, expect, it } from 'vitest';
import { EventRules } from '../../../main/detect/events/event-rules.ts';
import { loadUserRules } from '../../../main/detect/rule-set.ts';

async function rulesOn(logSource: string): Promise<EventRules> {
  const text = `title: A rule
id: 0b2f4c7e-1a55-4c59-8f3f-0e6f0f6a9d0a
logsource: { ${logSource} }
detection: { keywords: [something], condition: keywords }
`;
  const { rules, judgements } = await loadUserRules({ path: 'r.yml', text }, []);
  expect(judgements.map(({ outcome, reasons }) => [outcome, reasons])).toEqual([['ok', []]]);
  return new EventRules(rules);
}

describe('which lines of Linux and macOS logs are asked for', () => {
  it.each<[string, string, string, readonly string[] | null]>([
    ['product: linux, service: sudo', 'linux-text-logs', 'auth.log', ['sudo']],
    ['product: linux, service: sudo', 'linux-journal', 'journal', ['sudo']],
    ['product: linux, service: cron', 'linux-text-logs', 'syslog', ['cron', 'crond', 'anacron']],
    ['product: linux, service: auditd', 'linux-text-logs', 'syslog', []],
    ['product: linux, service: auditd', 'linux-audit', 'audit.log', null],
    ['product: linux, service: auth', 'linux-text-logs', 'syslog', []],
    ['product: linux, service: auth', 'linux-text-logs', 'secure', null],
    ['product: linux, service: journald', 'linux-text-logs', 'syslog', []],
    ['product: linux', 'linux-text-logs', 'syslog', null],
    ['product: linux, category: service_event', 'linux-text-logs', 'syslog', []],
  ])('%s: of %s, %s', async (logSource, source, log, expected) => {
    const programs = (await rulesOn(logSource)).programs(source, log);
    expect(programs === null ? null : [...programs]).toEqual(expected);
  });

  it('such a rule without a product asks for nothing of Windows', async () => {
    const rules = await rulesOn('service: sudo');
    expect(rules.wanted('Security', 4624)).toBe(false);
    expect(rules.wanted(null, null)).toBe(false);
    expect((await rulesOn('product: windows')).wanted('Security', 4624)).toBe(true);
  });
});
