// Which files of the repository are pages, and at which address.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SECTIONS } from './sections.mjs';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const filesIn = (folder, isPage) =>
  readdirSync(posix.join(ROOT, folder))
    .filter(isPage)
    .map((name) => posix.join(folder, name));

/** Decisions, in the order of their numbers. */
export const DECISIONS = filesIn('docs/adr', (name) => /^\d{4}-.*\.md$/.test(name)).sort();

/** The README of each package. */
export const READMES = filesIn('packages', (name) =>
  existsSync(posix.join(ROOT, 'packages', name, 'README.md')),
)
  .map((folder) => posix.join(folder, 'README.md'))
  .sort();

const INDICES = { 'docs/index.md': 'index.md', 'docs/adr/README.md': 'adr/index.md' };

/** The file of each page, and its address as a file of the site. */
export const PAGES = new Map([
  ...Object.entries(INDICES),
  ...[...new Set(SECTIONS.flatMap(({ pages }) => pages.map(({ file }) => file))), ...DECISIONS].map(
    (file) => [file, file.replace(/^docs\//, '').toLowerCase()],
  ),
  ...READMES.map((file) => [file, file.replace('/README.md', '.md')]),
]);

/** The address of a page from the root of the site. */
export function addressOf(file) {
  return `/${PAGES.get(file)
    .replace(/(^|\/)index\.md$/, '$1')
    .replace(/\.md$/, '')}`;
}

/** The title of a page: its first heading, as text. */
export function titleOf(file) {
  const [, title = file] = /^# (.+)$/m.exec(readFileSync(posix.join(ROOT, file), 'utf8')) ?? [];
  return title.replaceAll(/[`*]/g, '');
}
