// Prints commands of the README, so that what it tells users to type is what is tried:
// `start` the first command, `test` the one that runs the tests, `curl` every block that calls the API.
import { blocksOf } from './lib/blocks.mjs';

const blocks = blocksOf('README.md').flatMap(({ language, code }) => (language === 'sh' ? [code] : []));
const lines = blocks
  .flatMap((block) => block.split('\n'))
  .map((line) => line.replace(/\s+#.*$/, '').trim())
  .filter((line) => line !== '' && !line.startsWith('#'));

const found = {
  start: lines.slice(0, 1),
  test: lines.filter((line) => /^npx .*pnpm.* test$/.test(line)),
  curl: blocks.filter((block) => /^\s*curl /m.test(block)),
}[process.argv[2]];

if (found === undefined || found.length === 0) {
  console.error(`README.md has no command for: ${process.argv[2]}`);
  process.exit(1);
}
console.log(found.join('\n'));
