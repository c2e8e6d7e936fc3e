// Links of pages, as they are in the repository, lead to pages of the site; those to other files of the repository lead to where it is hosted.
import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { addressOf, PAGES, ROOT } from './files.mjs';

const { repository } = JSON.parse(readFileSync(posix.join(ROOT, 'package.json'), 'utf8'));

/** Where the repository is hosted. */
export const REPOSITORY = repository.url.replace(/^git\+/, '').replace(/\.git$/, '');

/** Rewrites the links of a page while it is rendered. */
export function mendLinks(markdown) {
  markdown.core.ruler.push('mend-links', ({ tokens, env }) => {
    const file = posix.relative(ROOT, env.realPath ?? env.path);
    for (const { children } of tokens)
      for (const token of children ?? [])
        if (token.type === 'link_open') token.attrSet('href', linkOf(file, token.attrGet('href')));
  });
}

/** The link of the site in place of one of a file. A dead one stays as it is, for the build to find. */
function linkOf(file, link) {
  const [target, hash] = link.split(/(?=#)/);
  const own = new RegExp(`^${REPOSITORY}/(?:blob|tree)/main/(.+)$`).exec(target)?.[1];
  if (own === undefined && (target.startsWith('#') || target === '' || /^([a-z]+:|\/)/.test(target)))
    return link;
  const path = (own ?? posix.join(posix.dirname(file), target)).replace(/\/$/, '');
  const page = [path, `${path}/README.md`].find((one) => PAGES.has(one));
  if (page !== undefined) return addressOf(page) + (hash ?? '');
  return existsSync(posix.join(ROOT, path)) ? `${REPOSITORY}/blob/main/${path}${hash ?? ''}` : link;
}
