/// <reference types="node" />
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

/** Text on its ground is at least 4.5:1 in both themes (WCAG 2.2, 1.4.3). */
const css = readFileSync(
  fileURLToPath(new URL('../../../renderer/theme/tokens.css', import.meta.url)),
  'utf8',
);

function tokens(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf('}', start));
  return new Map(
    [...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map((found) => [found[1] ?? '', found[2] ?? '']),
  );
}

function luminance(colour: string): number {
  const parts = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (parts[0] ?? 0) + 0.7152 * (parts[1] ?? 0) + 0.0722 * (parts[2] ?? 0);
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((one, other) => other - one);
  return (light + 0.05) / (dark + 0.05);
}

const GROUNDS = ['ground', 'surface', 'sunken', 'selected'];
const TONES = ['critical', 'high', 'medium', 'low', 'informational', 'good'];
const PAIRS = [
  ...['text', 'muted', 'accent', ...TONES].flatMap((ink) => GROUNDS.map((ground) => [ink, ground] as const)),
  ...TONES.map((tone) => [tone, `${tone}-ground`] as const),
  ['on-accent', 'accent'] as const,
];

it.each([':root', ':root[data-theme="dark"]'])('%s can be read', (selector) => {
  const colours = tokens(selector);
  const bad = PAIRS.filter(
    ([ink, ground]) => contrast(colours.get(ink) ?? '', colours.get(ground) ?? '') < 4.5,
  );
  expect(colours.size).toBeGreaterThan(20);
  expect(bad).toEqual([]);
});

it('says the dark theme twice with the same colours', () => {
  expect(tokens('  :root[data-theme="system"]')).toEqual(tokens(':root[data-theme="dark"]'));
});
