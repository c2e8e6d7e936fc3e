import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('who embeds Memex is shown at most 50 names', () => {
  const text = readFileSync(new URL('../src/index.ts', import.meta.url), 'utf8');
  const names = [...text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, list = '']) =>
    list.split(',').filter((name) => name.trim() !== ''),
  );
  expect(names.length).toBeGreaterThan(0);
  expect(names.length).toBeLessThanOrEqual(50);
  expect(text).not.toMatch(/export \*|export const|export function/);
});
