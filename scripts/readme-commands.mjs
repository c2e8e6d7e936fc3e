// Prints commands of the README, so that what it tells users to type is what is tried:
// `start` the first command, `test` the one that runs the tests, `curl` every block that calls the API.
import { readFileSync } from 'node:fs';

const blocks = [...readFileSync('README.md', 'utf8').matchAll(/^```sh\n(.*?)^```$/gms)].map(
  ([, text]) => text,
);
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
