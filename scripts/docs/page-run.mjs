// Runs the blocks of one page in order, as somebody does who follows it: in one shell, in one folder, beside one server.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { blocksOf } from '../lib/blocks.mjs';
import { installInto } from './folder.mjs';
import { createNeeds } from './needs.mjs';
import { startServer } from './server.mjs';
import { openShell } from './shell.mjs';
import { toJavaScript } from './to-javascript.mjs';

const DEFAULT_PORT = 8080;
const MAX_BLOCK_MS = 60_000;
const SCRIPTS = ['ts', 'js'];

/** @returns One outcome for each block that is a command or an example: `ran`, `failed` or `not run`, with what there is to say. */
export async function runPage(page) {
  const folder = mkdtempSync(join(tmpdir(), 'memex-docs-'));
  installInto(folder);
  const environment = {
    ...process.env,
    PATH: [join(folder, 'node_modules/.bin'), process.env.PATH].join(delimiter),
    npm_config_offline: 'true',
    // Where a command asks for a terminal, there is none.
    CI: 'true',
  };
  const shell = openShell(folder, environment);
  const needs = createNeeds(folder, (variables) =>
    shell.run(
      `export ${Object.entries(variables)
        .map((pair) => pair.join('='))
        .join(' ')}`,
      MAX_BLOCK_MS,
    ),
  );
  let server;
  let isDefault = false;
  const stopServer = async () => {
    await server?.stop();
    server = undefined;
  };
  const serve = async (command, args, text) => {
    await stopServer();
    isDefault = text === '';
    server = startServer(command, args, { folder, environment: await shell.environment() });
    await server.ready(portOf(text));
  };

  const run = async (block) => {
    const { language, code, line, isServer, needs: need } = block;
    // The platform's logger is a Memex.
    const needsLogger = need === 'platform' && !isDefault;
    const needsServer = server === undefined && code.includes(`:${DEFAULT_PORT}`);
    if (!isServer && (needsLogger || needsServer)) await serve('memex', ['serve'], '');
    const isScript = SCRIPTS.includes(language);
    const file = join(folder, isScript ? `block-${line}.mjs` : `.block-${line}.sh`);
    writeFileSync(file, isScript ? toJavaScript(code) : code);
    if (isServer)
      return isScript ? serve('node', [file], code) : serve('bash', ['-euo', 'pipefail', file], code);
    return isScript ? shell.run(`node ${file}`, MAX_BLOCK_MS) : shell.run(`. ${file}`, MAX_BLOCK_MS);
  };

  const outcomes = [];
  try {
    for (const block of blocksOf(page)) {
      if (!['sh', ...SCRIPTS].includes(block.language) || block.isOnlyChecked) continue;
      const missing = await needs.missing(block.needs);
      if (missing !== undefined) {
        outcomes.push({ ...block, outcome: 'not run', reason: missing });
        continue;
      }
      const start = performance.now();
      try {
        await run(block);
        outcomes.push({ ...block, outcome: 'ran', ms: performance.now() - start });
      } catch (error) {
        const reason = [error.message, shell.output(), server?.output() ?? ''].join('\n');
        outcomes.push({ ...block, outcome: 'failed', reason });
        break;
      }
    }
  } finally {
    shell.close();
    await stopServer();
    await needs.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return outcomes;
}

function portOf(text) {
  const [, port] = /(?:--port |(?:WS|METRICS)_PORT=|port: )(\d+)/.exec(text) ?? [];
  return port === undefined ? DEFAULT_PORT : Number(port);
}
