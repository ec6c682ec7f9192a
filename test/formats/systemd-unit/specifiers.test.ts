import { describe, expect, it } from 'vitest';
import {
  escapeName,
  escapePath,
  unescapeName,
  unescapePath,
} from '../../../main/formats/systemd-unit/escape-name.ts';
import {
  systemManagerSpecifiers,
  userManagerSpecifiers,
} from '../../../main/formats/systemd-unit/manager-specifiers.ts';
import { expandSpecifiers } from '../../../main/formats/systemd-unit/specifiers.ts';
import { parseUnitName } from '../../../main/formats/systemd-unit/unit-name.ts';

function expand(text: string, name: string, values = new Map<string, string>()) {
  const unit = parseUnitName(name);
  if (unit === null) throw new Error(`${name} is no unit name`);
  return expandSpecifiers(text, { unit, fragmentPath: '/etc/systemd/system/x.service', values });
}

describe('expandSpecifiers', () => {
  it('takes the name apart', () => {
    const text = '%n|%N|%p|%P|%i|%I|%j|%J|%f|%y|%Y|%%|%-|50%';
    expect(expand(text, 'foo-b\\x2dr@dev-sda\\x2d1.service').text).toBe(
      'foo-b\\x2dr@dev-sda\\x2d1.service|foo-b\\x2dr@dev-sda\\x2d1|foo-b\\x2dr|foo/b-r|dev-sda\\x2d1|dev/sda-1|' +
        'b\\x2dr|b-r|/dev/sda-1|/etc/systemd/system/x.service|/etc/systemd/system|%|%-|50%',
    );
    expect(expand('%i|%I|%j|%f', 'foo-bar.service').text).toBe('||bar|/foo/bar');
  });

  it('reports what has no value and what does not exist', () => {
    expect(expand('%H %m %h %b %z %5', 'a.service', new Map([['h', '/root']]))).toEqual({
      text: '%H %m /root %b %z %5',
      unresolved: ['%H', '%m', '%b'],
      unknown: ['%z', '%5'],
      cut: false,
    });
    expect(expand('%I %f', 'a@\\y.service').unresolved).toEqual(['%I', '%f']);
  });

  it('does not expand what it inserted, nor without bound', () => {
    expect(expand('%H', 'a.service', new Map([['H', '%n']])).text).toBe('%n');
    const huge = expand('%n'.repeat(100_000), `${'a'.repeat(240)}.service`);
    expect(huge.cut).toBe(true);
    expect(huge.text.length).toBeLessThan(5 * 1024 * 1024);
  });

  it('knows the managers’ folders', () => {
    expect(expand('%t %S %h', 'a.service', systemManagerSpecifiers()).text).toBe('/run /var/lib /root');
    const user = { name: 'u', uid: 1000, gid: 1000, group: null, home: '/home/u', shell: null };
    expect(expand('%t %E %h %U %g', 'a.service', userManagerSpecifiers(user)).text).toBe(
      '/run/user/1000 /home/u/.config /home/u 1000 %g',
    );
  });
});

describe('names', () => {
  it('escapes and unescapes', () => {
    expect(escapeName('.a/b-c:d_e\\é')).toBe('\\x2ea-b\\x2dc:d_e\\x5c\\xc3\\xa9');
    expect(unescapeName('\\x2ea-b\\x2dc:d_e\\x5c\\xc3\\xa9')).toBe('.a/b-c:d_e\\é');
    for (const wrong of ['\\', '\\y', '\\x2', '\\xg0', '\\xff', '\\x00'])
      expect(unescapeName(wrong), wrong).toBeNull();
  });

  it('escapes and unescapes paths', () => {
    expect(escapePath('//dev/./sd a/')).toBe('dev-sd\\x20a');
    expect(escapePath('/')).toBe('-');
    expect(escapePath('/a/../b')).toBeNull();
    expect(unescapePath('dev-sd\\x20a')).toBe('/dev/sd a');
    expect(unescapePath('-')).toBe('/');
    for (const wrong of ['', '-a', 'a-', 'a--b', 'a-..-b']) expect(unescapePath(wrong), wrong).toBeNull();
  });
});
