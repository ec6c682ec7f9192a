import { describe, expect, it } from 'vitest';
import { type Command, commandOf, type KeyPress } from '../../../renderer/app/keys.ts';
import { VIEW_IDS } from '../../../renderer/app/view.ts';
import { VIEWS } from '../../../renderer/app/views.ts';
import { parseTags } from '../../../renderer/features/detail/annotate-keys.ts';

function press(change: Partial<KeyPress>, afterG = false): Command | null {
  const none = { key: '', code: '', ctrlKey: false, metaKey: false, altKey: false, typing: false };
  return commandOf({ ...none, ...change }, afterG);
}

describe('shortcuts', () => {
  it('goes to pages by g and a letter, and by Alt and a digit', () => {
    expect(press({ key: 'g' })).toEqual({ kind: 'chord' });
    expect(press({ key: 'f' }, true)).toEqual({ kind: 'go', key: 'f' });
    expect(press({ key: '™', code: 'Digit2', altKey: true })).toEqual({ kind: 'go-to', index: 1 });
  });

  it('leaves letters alone where text is typed, but not Ctrl', () => {
    expect(press({ key: 'g', typing: true })).toBeNull();
    expect(press({ key: '/', typing: true })).toBeNull();
    expect(press({ key: 's', ctrlKey: true, typing: true })).toEqual({ kind: 'save' });
    expect(press({ key: 'O', metaKey: true })).toEqual({ kind: 'open' });
  });

  it('leaves everything else to the page', () => {
    expect(press({ key: 'j' })).toBeNull();
    expect(press({ key: 'c', ctrlKey: true })).toBeNull();
    expect(press({ key: 'x', altKey: true })).toBeNull();
  });

  it('gives each page its own letter, in the order of the navigation', () => {
    expect(new Set(VIEWS.map((view) => view.key)).size).toBe(VIEWS.length);
    const places = VIEWS.map((view) => VIEW_IDS.indexOf(view.id));
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });
});

it('reads tags: each once, cut, at most 32', () => {
  expect(parseTags(' c2, , lateral ;c2')).toEqual(['c2', 'lateral']);
  expect(parseTags('x'.repeat(100))[0]).toHaveLength(64);
  expect(parseTags(Array.from({ length: 50 }, (_, at) => `t${at}`).join(','))).toHaveLength(32);
});
