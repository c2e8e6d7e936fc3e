// Links of the documentation lead somewhere, also those that npm shows; and no two decisions have one number.
import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { projectFiles } from './lib/files.mjs';
import { report } from './lib/report.mjs';

const { repository } = JSON.parse(readFileSync('package.json', 'utf8'));
const address = repository.url.replace(/^git\+/, '').replace(/\.git$/, '');
const pages = projectFiles().filter((file) => file.endsWith('.md') && !file.startsWith('.changeset/'));

const dead = pages.flatMap((page) =>
  linksOf(page)
    .map((link) => ({ link, file: fileOf(page, link) }))
    .filter(({ file }) => file !== undefined && !existsSync(file))
    .map(({ link }) => `${page}: ${link} leads nowhere`),
);

const decisions = pages.flatMap((page) => {
  const [, number] = /^docs\/adr\/(\d{4})-/.exec(page) ?? [];
  return number === undefined ? [] : [{ page, number: Number(number) }];
});
const misnumbered = decisions.filter(({ page, number }) => {
  const isRepeated = decisions.some((other) => other.page !== page && other.number === number);
  return isRepeated || !readFileSync(page, 'utf8').startsWith(`# ${number}. `);
});

report(
  [
    ...(pages.length === 0 ? ['no page was seen'] : dead),
    ...misnumbered.map(({ page }) => `${page}: the number must be its own, and begin the title`),
  ],
  `the links of ${pages.length} pages lead somewhere, and ${decisions.length} decisions have numbers of their own`,
);

function linksOf(page) {
  const text = readFileSync(page, 'utf8').replaceAll(/^```.*?^```/gms, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link);
}

/** The file that a link leads to; `undefined` if it leads elsewhere. */
function fileOf(page, link) {
  const [target] = link.split('#');
  const own = new RegExp(`^${address}/(blob|tree)/main/(.+)$`).exec(target);
  if (own !== null) return own[2];
  if (target === '' || /^[a-z]+:/.test(target)) return undefined;
  return posix.join(posix.dirname(page), target);
}
