// Tries the documentation: its examples in TypeScript type-check, and its commands and examples run as they stand, page by page.
// `node scripts/docs-commands.mjs [--packed] [page …]`: of all pages, or of some. With `--packed`, on what npm installs from the packages' tarballs.
import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PAGES } from '../site/files.mjs';
import { runPage } from './docs/page-run.mjs';
import { typeIssues } from './docs/types.mjs';
import { blocksOf } from './lib/blocks.mjs';
import { installPacked, packAll } from './lib/packed-packages.mjs';
import { report } from './lib/report.mjs';

const [mode, ...rest] = process.argv.slice(2);
if (mode === '--page') {
  process.stdout.write(JSON.stringify(await runPage(rest[0])));
} else {
  if (mode === '--packed') process.env.MEMEX_INSTALLED = installPacked(packAll());
  const pages = process.argv.slice(2).filter((argument) => argument !== '--packed');
  await tryPages(pages.length === 0 ? ['README.md', ...PAGES.keys()] : pages);
}

async function tryPages(pages) {
  const blocks = pages.flatMap(blocksOf);
  const typed = blocks.filter(({ language }) => language === 'ts');
  const issues = typed.length === 0 ? [] : typeIssues(typed);
  const withCommands = pages.filter((page) =>
    blocks.some((block) => block.page === page && isCommand(block)),
  );
  // In a network of its own, which only root can make, each page has its ports to itself, and nothing but this machine to talk to.
  const isolated = spawnSync('unshare', ['--net', 'ip', 'link', 'set', 'lo', 'up']).status === 0;
  const outcomes = (
    await inTurns(withCommands, isolated ? 2 : 1, (page) => outcomesOf(page, isolated))
  ).flat();
  for (const { page, line, outcome, reason, ms } of outcomes)
    console.log(`${outcome} ${page}:${line}${outcome === 'ran' ? ` (${Math.round(ms)} ms)` : `: ${reason}`}`);
  const count = (wanted) => outcomes.filter(({ outcome }) => outcome === wanted).length;
  report(
    [
      ...issues,
      ...(blocks.length === 0 ? ['no block was seen'] : []),
      ...(count('failed') === 0 ? [] : [`${count('failed')} of ${outcomes.length} blocks failed`]),
    ],
    `${count('ran')} blocks of ${withCommands.length} pages ran, and ${count('not run')} did not; the types of all are right`,
  );
}

function isCommand({ language, isOnlyChecked }) {
  return ['sh', 'ts', 'js'].includes(language) && !isOnlyChecked;
}

/** In a process of its own, so that two run at once. */
async function outcomesOf(page, isolated) {
  const node = [process.execPath, fileURLToPath(import.meta.url), '--page', page];
  const [command, ...args] = isolated
    ? ['unshare', '--net', 'sh', '-c', 'ip link set lo up; exec "$@"', 'sh', ...node]
    : node;
  const { stdout } = await promisify(execFile)(command, args, { maxBuffer: 64 * 1_048_576 });
  return JSON.parse(stdout);
}

/** @returns The results in the order of the items, of which some are worked on at once. */
async function inTurns(items, atOnce, work) {
  const results = [];
  const waiting = [...items.entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      results[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
