// Every link within the built site leads to a file of it, and to a heading that is there.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';

const DIST = fileURLToPath(new URL('dist', import.meta.url));

/** What TypeDoc made is checked by itself. */
const pages = readdirSync(DIST, { recursive: true }).filter(
  (file) => file.endsWith('.html') && !file.startsWith('api/'),
);
const texts = new Map(pages.map((file) => [file, readFileSync(posix.join(DIST, file), 'utf8')]));

const dead = pages.flatMap((page) =>
  linksOf(page)
    .filter((link) => !leadsSomewhere(page, link))
    .map((link) => `${page}: ${link} leads nowhere`),
);
for (const one of new Set(dead)) console.error(one);
if (dead.length > 0 || pages.length === 0) process.exit(1);
console.log(`the links and headings of ${pages.length} pages are there`);

function linksOf(page) {
  const found = [...texts.get(page).matchAll(/<a [^>]*?href="([^"]*)"/g)].map(([, link]) => link);
  return [...new Set(found)].filter((link) => !/^[a-z]+:/.test(link));
}

function leadsSomewhere(page, link) {
  const [, path, hash] = /^([^#?]*)[^#]*(?:#(.*))?$/.exec(link.replaceAll('&amp;', '&'));
  const target = path === '' ? page : posix.join(path.startsWith('/') ? '.' : posix.dirname(page), path);
  const file = target.endsWith('/') || target === '.' ? posix.join(target, 'index.html') : target;
  if (!existsSync(posix.join(DIST, file))) return false;
  if (hash === undefined || hash === '' || !texts.has(file)) return true;
  return texts.get(file).includes(`id="${decodeURIComponent(hash)}"`);
}
