import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type MemexProcess, runMemex, started, temporaryFolder } from './memex-process.js';

/** Packages that take long to load, or that are optional. */
const HEAVY = [
  'koa',
  'prom-client',
  'inversify',
  'pino',
  'preact',
  'rate-limiter-flexible',
  '@elastic/elasticsearch',
  'ioredis',
  'bee-queue',
  '@sentry/node',
  '@memex/core',
  '@memex/adapter-sqlite',
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

/** What serving and working take, whatever the settings. */
const SERVE = ['koa', 'prom-client', 'inversify', 'pino'] as const;
const WORK: readonly Heavy[] = [
  'inversify',
  'pino',
  'ioredis',
  'bee-queue',
  '@memex/core',
  '@memex/adapter-sqlite',
];

describe('a command loads only the packages that it uses', () => {
  test.each<[string, Readonly<Record<string, string>>, readonly Heavy[]]>([
    ['--version', {}, []],
    ['serve --version', {}, []],
    ['--help', {}, []],
    ['help', {}, []],
    ['srve', {}, []],
    ['jobs --jsn', {}, []],
    ['serve --help', {}, ['@memex/core']],
    ['help env', {}, ['@memex/core']],
    ['jobs', {}, ['inversify', 'pino', '@memex/core']],
    ['jobs', BROKER, ['inversify', 'pino', 'ioredis', 'bee-queue', '@memex/core']],
    ['check', {}, ['inversify', 'pino', '@memex/core', '@memex/adapter-sqlite']],
    ['query', {}, ['@memex/core']],
    [`query ${DESCRIPTOR}`, {}, ['@memex/core', '@memex/adapter-sqlite']],
    [`query --url http://127.0.0.1:9 ${DESCRIPTOR}`, {}, ['@memex/core']],
    [`query ${DESCRIPTOR}`, ELASTICSEARCH, ['@elastic/elasticsearch', '@memex/core']],
    ['check', ELASTICSEARCH, ['inversify', 'pino', '@elastic/elasticsearch', '@memex/core']],
    ['check', BROKER, ['inversify', 'pino', 'ioredis', 'bee-queue', '@memex/core', '@memex/adapter-sqlite']],
    ['migrate status', ELASTICSEARCH, ['@elastic/elasticsearch', '@memex/core']],
  ])('memex %s with %j', async (line, settings, packages) => {
    await using folder = await temporaryFolder();
    await using memex = start(line, folder.path, settings);
    await memex.exit;
    expect(await loadedBy(folder.path)).toEqual(packages);
  });

  test.each<[string, Readonly<Record<string, string>>, readonly Heavy[]]>([
    ['serve --port 0', {}, [...SERVE, '@memex/core', '@memex/adapter-sqlite']],
    [
      'serve --port 0 --rate 9',
      {},
      [...SERVE, 'rate-limiter-flexible', '@memex/core', '@memex/adapter-sqlite'],
    ],
    ['serve --port 0', BROKER, [...SERVE, 'ioredis', 'bee-queue', '@memex/core', '@memex/adapter-sqlite']],
    [
      'serve --port 0',
      ELASTICSEARCH,
      [...SERVE, '@elastic/elasticsearch', '@memex/core', '@memex/adapter-sqlite'],
    ],
    ['serve --port 0', SENTRY, [...SERVE, '@sentry/node', '@memex/core', '@memex/adapter-sqlite']],
    ['worker', BROKER, WORK],
    ['beat', BROKER, WORK],
    ['worker --metrics-port 0', BROKER, ['prom-client', ...WORK]],
    ['beat --metrics-port 0', BROKER, ['prom-client', ...WORK]],
  ])('memex %s with %j, while it runs', async (line, settings, packages) => {
    await using folder = await temporaryFolder();
    await using memex = start(line, folder.path, settings);
    await started(memex);
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
  return name.startsWith('@memex/')
    ? `/packages/${name.slice('@memex/'.length)}/dist/`
    : `/node_modules/${name}/`;
}
