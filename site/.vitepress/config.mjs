import { readdirSync } from 'node:fs';
import { addressOf, DECISIONS, PAGES, READMES, ROOT, titleOf } from '../files.mjs';
import { mendLinks, REPOSITORY } from '../links.mjs';
import { API_FOLDER, SECTIONS } from '../sections.mjs';

const item = ({ text, file, hash }) => ({ text, link: addressOf(file) + hash });
const items = (files) => files.map((file) => ({ text: titleOf(file), link: addressOf(file) }));

const sections = SECTIONS.map(({ text, pages }) =>
  pages.length === 1 ? item(pages[0]) : { text, collapsed: false, items: pages.map(item) },
);
const at = (name) => SECTIONS.findIndex(({ text }) => text === name);
const api = {
  text: 'API',
  collapsed: true,
  items: [{ text: 'Types', link: `/${API_FOLDER}/index.html`, target: '_self' }, ...items(READMES)],
};
const decisions = { text: 'Decisions', collapsed: true, link: '/adr/', items: items(DECISIONS) };

export default {
  title: 'Memex',
  description: 'Stores the messages of conversational applications, and computes the analytics on top.',
  lang: 'en',
  srcDir: ROOT,
  srcExclude: [
    ...readdirSync(ROOT).filter((name) => name.endsWith('.md') && !PAGES.has(name)),
    'packages/*/CHANGELOG.md',
    'packages/*/*/**',
    '{examples,site,test}/**',
  ],
  outDir: 'dist',
  cacheDir: 'dist/.cache',
  rewrites: Object.fromEntries(PAGES),
  cleanUrls: false,
  lastUpdated: false,
  ignoreDeadLinks: [/^https?:\/\/(localhost|127\.0\.0\.1)/, new RegExp(`^/${API_FOLDER}/`)],
  markdown: { config: mendLinks },
  themeConfig: {
    outline: [2, 3],
    search: { provider: 'local' },
    nav: SECTIONS.filter(({ text }) => ['Quick start', 'Concepts', 'Operate', 'Move in'].includes(text))
      .map(({ text, pages }) => ({ ...item(pages[0]), text }))
      .concat({ text: 'API', link: `/${API_FOLDER}/index.html`, target: '_self' }),
    sidebar: [...sections.slice(0, at('Guarantees')), api, ...sections.slice(at('Guarantees')), decisions],
    socialLinks: [{ icon: 'github', link: REPOSITORY }],
    editLink: { pattern: `${REPOSITORY}/edit/main/:path` },
  },
};
