import { describe, expect, test } from 'vitest';
import { DARK, LIGHT, type Palette } from '../../main/export/html/palette.ts';

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const palettes: readonly (readonly [string, Palette])[] = [
  ['light', LIGHT],
  ['dark', DARK],
];

describe.each(palettes)('%s', (_, palette) => {
  const onPaper = ['ink', 'soft', 'link', 'mark', 'good', 'critical', 'high'] as const;
  const levels = ['critical', 'high', 'medium', 'low', 'informational'] as const;

  test.each(onPaper)('%s can be read on paper and on ground', (role) => {
    expect(contrast(palette[role], palette.paper)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette[role], palette.ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(levels)('%s can be read in its badge and on paper', (level) => {
    expect(contrast(palette[level], palette[`${level}Ground`])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette[level], palette.paper)).toBeGreaterThanOrEqual(4.5);
  });
});
