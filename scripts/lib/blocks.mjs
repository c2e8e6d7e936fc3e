import { readFileSync } from 'node:fs';

const BLOCK = /^```(\w+)(?: +([^\n]+))?\n(.*?)^```$/gms;
const HEADING = /^#+ (.+)$/gm;

/**
 * The blocks of code of a page. After the language, the first line of a block may say `serve` (it starts a server, and stays), `types` (it is checked,
 * and not run), and what it needs: `needs=docker`. What a block changes of a machine (`needs=a-machine`), `scripts/try-story.mjs` runs on one of its own.
 */
export function blocksOf(page) {
  const text = readFileSync(page, 'utf8');
  return [...text.matchAll(BLOCK)].map(({ 1: language, 2: words = '', 3: code, index }) => {
    const said = words.split(' ');
    return {
      page,
      line: text.slice(0, index).split('\n').length,
      heading: [...text.slice(0, index).replaceAll(BLOCK, '').matchAll(HEADING)].at(-1)?.[1],
      language,
      code,
      isServer: said.includes('serve'),
      isOnlyChecked: said.includes('types'),
      needs: said.find((word) => word.startsWith('needs='))?.slice('needs='.length),
    };
  });
}
