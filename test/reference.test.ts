import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { referencePages } from '../scripts/reference/reference-pages.ts';

const pages = await referencePages();

describe('docs/reference', () => {
  it.each(Object.entries(pages))('%s is what the program says (else: npm run reference)', (name, text) => {
    expect(readFileSync(new URL(`../docs/reference/${name}`, import.meta.url), 'utf8')).toBe(text);
  });
});
