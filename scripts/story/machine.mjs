// A machine with Node and npm and nothing of this repository: an empty folder, an empty home, and a registry that has what is published.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { startServer } from '../docs/server.mjs';
import { openShell } from '../docs/shell.mjs';
import { toJavaScript } from '../docs/to-javascript.mjs';
import { blocksOf } from '../lib/blocks.mjs';
import { startRegistry } from './registry.mjs';

const PORT = 8080;
const MAX_MS = 180_000;

export async function createMachine() {
  const root = mkdtempSync(join(tmpdir(), 'memex-story-'));
  const home = join(root, 'home');
  const folder = join(root, 'service');
  const registry = await startRegistry();
  for (const path of [folder, join(home, '.npm')]) mkdirSync(path, { recursive: true });
  // What npm has once fetched for others, but nothing that npx has installed.
  const cache = execFileSync('npm', ['config', 'get', 'cache'], { encoding: 'utf8' }).trim();
  mkdirSync(join(cache, '_cacache'), { recursive: true });
  symlinkSync(join(cache, '_cacache'), join(home, '.npm/_cacache'));
  writeFileSync(
    join(home, '.npmrc'),
    [`@memex:registry=${registry.url}`, `prefix=${home}`, 'prefer-offline=true', 'loglevel=error'].join('\n'),
  );
  const path = [join(home, 'bin'), dirname(process.execPath), process.env.PATH].join(delimiter);
  // Proxies and their certificates are this machine's.
  const shell = openShell(folder, {
    ...process.env,
    HOME: home,
    PATH: path,
    npm_config_cache: join(home, '.npm'),
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
  });
  let server;

  const run = (command) =>
    shell.run(command, MAX_MS).catch((error) => {
      throw new Error(`${error.message}:\n${command}\n${shell.output()}\n${server?.output() ?? ''}`);
    });

  return {
    folder,
    /** Where npm installs a package for all. */
    global: (name) => join(home, 'lib/node_modules', name),
    registry,
    run,
    /** Types the blocks below a heading of a page, or one of them. @returns What they printed. */
    async type(page, heading, number) {
      const blocks = blocksBelow(page, heading);
      let printed = '';
      for (const { language, code, line } of number === undefined ? blocks : [blocks[number]]) {
        const file = join(root, 'service', `line-${line}.${language === 'ts' ? 'mjs' : 'sh'}`);
        writeFileSync(file, language === 'ts' ? toJavaScript(code) : code);
        printed += await run(language === 'ts' ? `node ${file}` : `. ${file}`);
      }
      return printed;
    },
    /** Starts what a page says, and waits until it is ready. */
    async serve(page, heading) {
      const [{ code }] = blocksBelow(page, heading).filter(({ isServer }) => isServer);
      const environment = await shell.environment();
      server = startServer('bash', ['-euo', 'pipefail', '-c', code], { folder, environment });
      await server.ready(PORT);
    },
    async stopServer() {
      await server?.stop();
      server = undefined;
    },
    async end() {
      await this.stopServer();
      shell.close();
      registry.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function blocksBelow(page, heading) {
  const blocks = blocksOf(page).filter(
    (block) => block.heading === heading && ['sh', 'ts'].includes(block.language),
  );
  if (blocks.length === 0) throw new Error(`${page} has no commands below "${heading}"`);
  return blocks;
}
