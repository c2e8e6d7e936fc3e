import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { type MemexProcess, runMemex, temporaryFolder } from './memex-process.js';

/** Packages that take long to load, or that are optional. */
const HEAVY = [
  'koa',
  'prom-client',

  '@elastic/elasticsearch',
  'ioredis',
  'bee-queue',
  '@sentry/node',
  '@memex/core',
  '@memex/dashboard/pictures',
] as const;
type Heavy = (typeof HEAVY)[number];

const RECORD = pathToFileURL(join(import.meta.dirname, 'module-list', 'record.mjs')).href;

/** Nothing listens there. Processes start, and wait. */
const BROKER = { BROKER_URL: 'redis://127.0.0.1:7' };
const ELASTICSEARCH = { STORE: 'elasticsearch', EL_HOST: 'http://127.0.0.1:9' };
const SENTRY = { SENTRY_DSN: 'http://key@127.0.0.1:9/1' };

const DESCRIPTOR =
  '{"project":"app","timespan":{"type":"moving","value":"all"},"type":"count","dimension":"user","metric":"total"}';

describe('a command loads only the packages that it uses', () => {
  test.each<[string, Readonly<Record<string, string>>, readonly Heavy[]]>([
    ['--version', {}, []],
    ['serve --version', {}, []],
    ['--help', {}, ['@memex/core']],
    ['serve --help', {}, ['@memex/core']],
    ['jobs', {}, ['@memex/core']],
    ['jobs', BROKER, ['ioredis', 'bee-queue', '@memex/core']],
    ['check', {}, ['@memex/core']],
    ['query', {}, ['@memex/core']],
    [`query ${DESCRIPTOR}`, {}, ['@memex/core']],
    [`query --url http://127.0.0.1:9 ${DESCRIPTOR}`, {}, ['@memex/core']],
    [`query ${DESCRIPTOR}`, ELASTICSEARCH, ['@elastic/elasticsearch', '@memex/core']],
    ['check', ELASTICSEARCH, ['@elastic/elasticsearch', '@memex/core']],
    ['check', BROKER, ['ioredis', 'bee-queue', '@memex/core']],
    ['migrate status', ELASTICSEARCH, ['@elastic/elasticsearch', '@memex/core']],
  ])('memex %s with %j', async (line, settings, packages) => {
    await using folder = await temporaryFolder();
    await using memex = start(line, folder.path, settings);
    await memex.exit;
    expect(await loadedBy(folder.path)).toEqual(packages);
  });

  test.each<[string, Readonly<Record<string, string>>, readonly Heavy[]]>([
    ['serve --port 0', {}, ['koa', 'prom-client', '@memex/core']],
    ['serve --port 0', BROKER, ['koa', 'prom-client', 'ioredis', 'bee-queue', '@memex/core']],
    ['serve --port 0', ELASTICSEARCH, ['koa', 'prom-client', '@elastic/elasticsearch', '@memex/core']],
    ['serve --port 0', SENTRY, ['koa', 'prom-client', '@sentry/node', '@memex/core']],
    ['worker', BROKER, ['ioredis', 'bee-queue', '@memex/core']],
    ['beat', BROKER, ['ioredis', 'bee-queue', '@memex/core']],
    ['worker --metrics-port 0', BROKER, ['prom-client', 'ioredis', 'bee-queue', '@memex/core']],
    ['beat --metrics-port 0', BROKER, ['prom-client', 'ioredis', 'bee-queue', '@memex/core']],
  ])('memex %s with %j, while it runs', async (line, settings, packages) => {
    await using folder = await temporaryFolder();
    await using memex = start(line, folder.path, settings);
    await vi.waitFor(() => expect(memex.printed.stderr).toMatch(/^Jobs.*$/m), { timeout: 30_000 });
    expect(await loadedBy(folder.path)).toEqual(packages);
    memex.signal('SIGTERM');
    expect(await memex.exit).toBe(0);
  });
});

function start(line: string, folder: string, settings: Readonly<Record<string, string>>): MemexProcess {
  return runMemex(line.split(' '), {
    STORE_PATH: join(folder, 'data'),
    NODE_OPTIONS: `--import=${RECORD}`,
    MODULE_LIST: join(folder, 'modules'),
    ...settings,
  });
}

/** Which of the heavy packages were imported, in the order of their list. */
async function loadedBy(folder: string): Promise<readonly Heavy[]> {
  const modules = (await readFile(join(folder, 'modules'), 'utf8')).split('\n');
  expect(modules.some((url) => url.endsWith('/cli/dist/entry.js'))).toBe(true);
  return HEAVY.filter((name) => modules.some((url) => url.includes(folderOf(name))));
}

/** Our own packages are loaded from where they are, not from where they are linked. */
function folderOf(name: Heavy): string {
  if (name === '@memex/dashboard/pictures') return '/packages/dashboard/dist/pictures.js';
  return name === '@memex/core' ? '/packages/core/dist/' : `/node_modules/${name}/`;
}
