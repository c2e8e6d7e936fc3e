import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Row } from '../src/config/row.js';
import { VARIABLES } from '../src/config/variables.js';

const PAGE = join(import.meta.dirname, '../../../docs/operating.md');

test('docs/operating.md has the same variables, defaults and meanings as memex help env', async () => {
  const page = await readFile(PAGE, 'utf8');
  const [, section = ''] = page.split('\n## Variables\n');
  const rows = section.split('\n## ')[0]?.match(/^\| `.*$/gm) ?? [];
  expect(rows).toEqual(
    Object.entries<Row & { readonly fallback?: unknown }>(VARIABLES).map(
      ([name, { fallback, meaning }]) =>
        `| \`${name}\` | ${fallback === null ? '' : `\`${fallback}\` `}| ${meaning.replaceAll('|', '\\|')} |`,
    ),
  );
});

test('docs/operating.md names no other variable', async () => {
  const page = await readFile(PAGE, 'utf8');
  const named = [...page.matchAll(/`((?:WS|EL|BEAT|METRICS|MIGRATION|SENTRY|STORE|LOG|QUERY)_[A-Z_]+)\b/g)];
  expect(named.map(([, name]) => name).filter((name) => name === undefined || !(name in VARIABLES))).toEqual(
    [],
  );
});
