import { expect, test } from 'vitest';
import { keyAtPath } from '../../../main/sources/windows/key-paths.ts';
import { virtualRegistry } from '../../support/virtual-registry.ts';

const root = virtualRegistry({ 'ControlSet001\\Control\\Lsa': {}, 'ControlSet001\\Services': {} });

test('leads to the key that descendant leads to, at every call', () => {
  for (const path of ['ControlSet001\\Control\\Lsa', 'ControlSet001\\control', 'ControlSet001\\Services']) {
    expect(keyAtPath(root, path)?.path).toBe(root.descendant(path)?.path);
    expect(keyAtPath(root, path)).toBe(keyAtPath(root, path));
  }
  expect(keyAtPath(root, '')).toBe(root);
});

test('nothing lies below a key that is not there', () => {
  expect(keyAtPath(root, 'ControlSet002')).toBeUndefined();
  expect(keyAtPath(root, 'ControlSet002\\Control')).toBeUndefined();
});
