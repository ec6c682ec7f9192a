import { expect, it } from 'vitest';
import { timerSeconds } from '../../../../main/detect/facts/linux/unit-facts.ts';
import { memoryEvidence } from '../../../../main/evidence/memory-evidence.ts';
import { runTriage } from '../../../support/run-triage.ts';

it('the shortest interval of a timer with 180,000 of them is found', async () => {
  const tree = {
    '/etc/os-release': 'ID=debian\n',
    '/usr/lib/systemd/system/a.service': '[Service]\nExecStart=/bin/true\n',
    '/usr/lib/systemd/system/a.timer': `[Timer]\n${'OnUnitActiveSec=60\n'.repeat(180_000)}OnUnitActiveSec=5\n`,
  };
  const { services } = await runTriage(memoryEvidence(tree), [], { hash: false });
  const timer = services.find(({ name }) => name === 'a.timer');
  expect(timer).toBeDefined();
  if (timer !== undefined) expect(timerSeconds(timer)).toBe(5);
});
