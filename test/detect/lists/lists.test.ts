import { describe, expect, test } from 'vitest';
import { isKnownProductName } from '../../../main/detect/lists/known-products.ts';
import { detectionLists, listNames, parseList, placeholderValues } from '../../../main/detect/lists/lists.ts';

/** Literal characters that an entry needs at least, whatever its wildcards: short substrings hit everything. */
const LEAST_LITERAL = 5;

describe.each([...detectionLists()])('list %s', (name, list) => {
  test('has no entry twice', () => {
    const lower = list.entries.map((entry) => entry.toLowerCase());
    expect(lower.filter((entry, i) => lower.indexOf(entry) !== i)).toEqual([]);
  });

  test('is trimmed, and wildcards leave enough to recognise', () => {
    const short = list.entries.filter((entry) => {
      const literal = entry.replace(/[*?]/g, '');
      // Open at the start means a substring; open at the end only means a name with a suffix.
      const least = entry.startsWith('*') ? LEAST_LITERAL : 3;
      return entry !== entry.trim() || (/[*?]/.test(entry) && literal.length < least);
    });
    expect(short).toEqual([]);
  });

  test('a backslash before a wildcard is doubled, as Sigma wants it', () => {
    expect(list.entries.filter((entry) => /(?<!\\)\\[*?]/.test(entry))).toEqual([]);
  });

  test('goes by its placeholder name', () => {
    expect(name).toMatch(/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/);
    expect(placeholderValues(name)).toBe(list.entries);
  });
});

test('lists that rules rely on are there', () => {
  expect(listNames()).toEqual(
    expect.arrayContaining([
      'backup_services',
      'byovd_driver_names',
      'capture_drivers',
      'capture_programs',
      'database_services',
      'defensive_services',
      'defensive_services_windows_inbox',
      'hack_tool_tokens',
      'interpreters',
      'lolbins',
      'malware_service_names',
      'ot_services',
      'phantom_dlls',
      'plug_in_dlls',
      'recovery_services',
      'remote_execution_images',
      'remote_execution_services',
      'rmm_images',
      'rmm_services',
      'suspicious_environment_names',
      'tunnel_programs',
      'virtualization_services',
    ]),
  );
});

test('an unknown list is undefined, and dashes are underscores', () => {
  expect(placeholderValues('no_such_list')).toBeUndefined();
  expect(placeholderValues('defensive-services')).toBe(placeholderValues('defensive_services'));
});

test('products are known, tools of attackers are not', () => {
  expect(isKnownProductName('csfalconservice')).toBe(true);
  expect(isKnownProductName('VMTools')).toBe(true);
  expect(isKnownProductName('WinDefendSvc')).toBe(false);
  expect(isKnownProductName('PSEXESVC')).toBe(false);
});

test('programs in lists are base names in lower case, as the fact Programs gives them', () => {
  for (const list of [
    'lolbins',
    'interpreters',
    'shells',
    'rmm_images',
    'tunnel_programs',
    'capture_programs',
  ]) {
    const bad = (placeholderValues(list) ?? []).filter(
      (e) => e !== e.toLowerCase() || !/\.[a-z0-9]+$/.test(e),
    );
    expect(bad, list).toEqual([]);
  }
});

const GOOD = { title: 'T', version: '1.0.0', description: 'D', sources: ['S1'], entries: ['a1'] };

test('a good document is a list', () => {
  expect(parseList('x', GOOD)).toEqual(GOOD);
});

test.each([
  ['title', { title: '' }],
  ['version', { version: '1' }],
  ['description', { description: 5 }],
  ['sources', { sources: [] }],
  ['entries', { entries: ['a', 5] }],
  ['extra', { extra: 1 }],
])('a list with a bad %s is refused', (key, change) => {
  expect(() => parseList('x', { ...GOOD, ...change })).toThrow(key);
});
