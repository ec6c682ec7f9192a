import { describe, expect, it } from 'vitest';
import { listOf, numberValue, textValue } from '../../../main/formats/registry-value.ts';
import { filetimeToIso } from '../../../shared/time.ts';
import { expandSz, multiSz, virtualRegistry } from '../../support/virtual-registry.ts';

describe('the registry in memory', () => {
  const root = virtualRegistry({
    'ControlSet001\\Services\\Foo': {
      lastWrite: '2024-05-06T07:08:09.1234567Z',
      security: Uint8Array.of(1),
      values: {
        ImagePath: expandSz('%windir%\\foo.exe'),
        Start: 2,
        DependOnService: multiSz(['a', 'b']),
        Note: 'x',
      },
    },
  });
  const foo = root.descendant('CONTROLSET001\\services\\foo');

  it('makes the keys between and finds them without regard to case', () => {
    expect(root.subkeys().map((key) => key.path)).toEqual(['ControlSet001']);
    expect(foo?.path).toBe('ControlSet001\\Services\\Foo');
    expect(filetimeToIso(foo?.lastWrite ?? 0n)).toBe('2024-05-06T07:08:09.1234567Z');
    expect(root.descendant('ControlSet002\\Services')).toBeUndefined();
  });

  it('gives values as the registry stores them', () => {
    expect(textValue(foo, 'imagepath')).toBe('%windir%\\foo.exe');
    expect(numberValue(foo, 'START')).toBe(2);
    expect(listOf(foo?.value('DependOnService'))).toEqual(['a', 'b']);
    expect(foo?.value('Note')?.type).toBe(1);
    expect(foo?.security()).toEqual(Uint8Array.of(1));
    expect(root.security()).toBeNull();
  });
});
