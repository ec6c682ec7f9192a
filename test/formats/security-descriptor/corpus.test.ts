import { describe, expect, it } from 'vitest';
import { ParseError } from '../../../main/formats/parse-error.ts';
import { openHive } from '../../../main/formats/regf/hive.ts';
import { securityDescriptorToSddl } from '../../../main/formats/security-descriptor/descriptor-to-sddl.ts';
import { decodeFailureActions } from '../../../main/formats/service-failure-actions.ts';
import { decodeTriggerInfo } from '../../../main/formats/service-triggers.ts';
import { parseSddl } from '../../../shared/security/sddl.ts';
import { changeRights, deniedRights } from '../../../shared/security/trustees.ts';
import { corpusAvailable, corpusFile } from '../../support/corpus.ts';

/** Counts of ControlSet001 without logs; reglookup counts the same FailureActions values. */
const HIVES = [
  ['win10-1709-x64_DESKTOP-PM6C56D', { keys: 984, security: 158, failureActions: 196, triggers: 184 }],
  ['win10-21h2-x64_clean_DESKTOP-M3OSHQU', { keys: 1055, security: 175, failureActions: 226, triggers: 214 }],
  ['win81-x64_SENSEI', { keys: 724, security: 106, failureActions: 143, triggers: 79 }],
  ['winxp-x86_suspicious_M57-PAT', { keys: 385, security: 118, failureActions: 16, triggers: 0 }],
] as const;
/** Five bytes on every Windows XP: `00 00 0e 00 01`. */
const BROKEN_ON_XP = 'CryptSvc';

function servicesOf(name: string) {
  const services = openHive(corpusFile(`hive/${name}.SYSTEM.gz`)).root?.descendant('ControlSet001\\Services');
  if (services === undefined) throw new Error(`${name} has no services`);
  return services.subkeys();
}

describe.skipIf(!corpusAvailable)('descriptors, failure actions and triggers of real hives', () => {
  it.each(HIVES)('all decode: %s', (name, expected) => {
    const counts = { keys: 0, security: 0, failureActions: 0, triggers: 0 };
    const broken: string[] = [];
    const changers = new Set<string>();
    for (const service of servicesOf(name)) {
      for (const key of [service, service.subkey('Parameters')]) {
        const bytes = key?.security();
        if (bytes == null) continue;
        const sddl = securityDescriptorToSddl(bytes, 'key');
        expect(parseSddl(sddl).ok, sddl).toBe(true);
        expect(deniedRights(sddl, 'key')).toEqual([]);
        counts.keys += 1;
      }
      const security = service.descendant('Security')?.value('Security');
      if (security !== undefined) {
        counts.security += 1;
        try {
          const sddl = securityDescriptorToSddl(security.data(), 'service');
          expect(sddl).toMatch(/^O:[\w-]+G:[\w-]+D:.*\(/);
          expect(deniedRights(sddl, 'service')).toEqual([]);
          for (const entry of changeRights(sddl, 'service')) changers.add(entry.class);
        } catch (error) {
          expect(error).toBeInstanceOf(ParseError);
          broken.push(service.name);
        }
      }
      const actions = service.value('FailureActions');
      if (actions !== undefined) {
        counts.failureActions += 1;
        for (const { type } of decodeFailureActions(actions.data()).actions) expect(type).not.toBe('unknown');
      }
      const triggerInfo = service.subkey('TriggerInfo');
      if (triggerInfo !== undefined) {
        const { triggers, problems } = decodeTriggerInfo(triggerInfo);
        expect(problems).toEqual([]);
        for (const trigger of triggers) {
          expect(trigger.type).not.toBe('unknown');
          expect(trigger.action).not.toBe('unknown');
          expect(trigger.guid).toMatch(/^\{[0-9A-F-]{36}\}$/);
        }
        counts.triggers += triggers.length;
      }
    }
    expect(counts).toEqual(expected);
    expect(broken).toEqual(name.startsWith('winxp') ? [BROKEN_ON_XP] : []);
    expect(changers.has('user')).toBe(false);
  });
});
