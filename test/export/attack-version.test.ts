import { describe, expect, test } from 'vitest';
import { parseScanOptions } from '../../main/cli/scan-options.ts';
import {
  ATTACK_VERSIONS,
  chosenVersion,
  isTechniqueId,
  techniqueAt,
  techniquesAt,
} from '../../main/export/attack-version.ts';
import { canonicalTechnique, TECHNIQUE_NAMES } from '../../shared/attack.ts';
import { sampleHeader } from '../support/sample-result.ts';

/** Every id that v19 does not have (its release notes): none of ours may be left there. */
const GONE_IN_19 = /^T1562|^T1070\.00[12]$|^T1574\.002$/;

describe('techniqueAt', () => {
  test.each([
    ['T1562.001', 18, 'T1562.001'],
    ['T1562.001', 19, 'T1685'],
    ['T1562.002', 19, 'T1685.001'],
    ['T1562.004', 19, 'T1686'],
    ['T1562.009', 19, 'T1688'],
    ['T1070.001', 19, 'T1685.005'],
    ['T1574.002', 16, 'T1574.002'],
    ['T1574.002', 17, 'T1574.001'],
    ['T1546.017', 15, 'T1546'],
    ['T1546.017', 16, 'T1546.017'],
    ['T1543.003', 14, 'T1543.003'],
    ['T1543.003', 19, 'T1543.003'],
    ['T0881', 19, 'T0881'],
  ])('%s is in version %d %s', (id, version, expected) => {
    expect(techniqueAt(id, version).id).toBe(expected);
  });

  test('leaves no id behind that the newest version lacks, and each has a name', () => {
    for (const id of Object.keys(TECHNIQUE_NAMES)) {
      const { id: now, name } = techniqueAt(id, ATTACK_VERSIONS.last);
      expect(now).not.toMatch(GONE_IN_19);
      expect(isTechniqueId(now)).toBe(true);
      expect(name).not.toBe(now);
    }
  });

  test('agrees with the aliases under which rules of later versions are loaded', () => {
    for (const id of Object.keys(TECHNIQUE_NAMES)) {
      const now = techniqueAt(id, ATTACK_VERSIONS.last).id;
      // Two of ours became one, so the way back leads to one of them.
      if (now !== id && now.startsWith('T168')) expect(techniqueAt(canonicalTechnique(now), 19).id).toBe(now);
    }
  });

  test('what became one is named once; what is no id is not named', () => {
    expect(techniquesAt(['T1562', 'T1562.001', 'constructor', 'T1543.003'], 19).map(({ id }) => id)).toEqual([
      'T1685',
      'T1543.003',
    ]);
  });
});

test('the version asked for, else that of the result', () => {
  expect(chosenVersion(sampleHeader(), 15)).toBe(15);
  expect(chosenVersion(sampleHeader(), null)).toBe(17);
  const header = sampleHeader();
  expect(chosenVersion({ ...header, tool: { ...header.tool, attackVersion: 'x' } }, undefined)).toBe(19);
});

describe('--attack-version', () => {
  const FORMATS = ['csv', 'ecs', 'html', 'jsonl', 'navigator', 'stix', 'timesketch'];
  const parse = (...args: string[]) => parseScanOptions(args, FORMATS, {});

  test.each([
    ['14', 14],
    ['19', 19],
    ['v18', 18],
    ['16.1', 16],
  ])('%s', (text, version) => expect(parse('--attack-version', text).attackVersion).toBe(version));

  test.each(['13', '20', 'x', '', '1e1', '-17', '17.1.2'])('%j is refused in one sentence', (text) => {
    expect(() => parse(`--attack-version=${text}`)).toThrow(`--attack-version knows 14 to 19, not '${text}'`);
  });

  test('is that of the rules unless one is named', () => expect(parse().attackVersion).toBeNull());

  test('formats for other programs are written when they are named', () => {
    expect(parse().formats).toEqual(['csv', 'html', 'jsonl']);
    expect(parse('--format', 'ecs,stix,navigator,timesketch').formats).toEqual([
      'ecs',
      'stix',
      'navigator',
      'timesketch',
    ]);
    expect(parse('--stdout', '--format', 'stix').formats).toEqual(['stix']);
    expect(() => parse('--stdout', '--format', 'ecs')).toThrow('jsonl, html or stix');
  });
});
