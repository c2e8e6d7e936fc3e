import { request } from 'undici';
import { expect, test } from 'vitest';
import { printFigure } from '../src/figure.js';
import { createFolder } from '../src/folder.js';
import { createRandom, type Random } from '../src/random.js';
import { type Command, runMemex, startServer } from '../src/server.js';
import { until } from '../src/wait.js';

const SEED = 20;
const SERVERS = 6;
const COMMANDS = 16;

test('P20 no secret is ever printed by a server that runs', async () => {
  const random = createRandom(SEED);
  let calls = 0;
  for (let round = 0; round < SERVERS; round++) {
    await using folder = await createFolder();
    const right = createSecret(random, KEY_CHARACTERS);
    const wrong = createSecret(random, KEY_CHARACTERS);
    const environment = {
      WS_APIKEYS: `${right.text}${random.pick(['', ':app', ':app|weather', ':admin', ':app:admin'])}`,
      LOG_LEVEL: 'trace',
      LOG_FORMAT: random.pick(['json', 'pretty']),
    };
    await using server = await startServer({ folder: folder.path, environment });
    const answers: string[] = [];
    for (const { path, ...call } of callsWith(right.text, wrong.text)) {
      const answer = await request(`${server.url}${path}`, call);
      answers.push(JSON.stringify(answer.headers), await answer.body.text());
      calls++;
    }
    await server.end('SIGTERM');
    expect(leaks([right, wrong], [server.output(), ...answers])).toEqual([]);
  }
  printFigure('P20', `servers with fuzzed keys (seed ${SEED})`, { servers: SERVERS, calls, leaks: 0 });
}, 120_000);

test('P20 no secret is ever printed by a command that checks or refuses its configuration', async () => {
  const random = createRandom(SEED);
  await using folder = await createFolder();
  const exits = new Set<number | string>();
  for (let round = 0; round < COMMANDS; round++) {
    const secret = createSecret(random, round % 2 === 0 ? KEY_CHARACTERS : ANY_CHARACTERS);
    const { args, environment } = configuration(random, secret.text, folder.path);
    await using command = runMemex([random.pick(['check', 'serve', 'jobs']), ...args], environment);
    exits.add((await endOf(command)) ?? 'a signal');
    expect(leaks([secret], [command.output()]), `${args.join(' ')} ${Object.keys(environment)}`).toEqual([]);
  }
  printFigure('P20', `commands with fuzzed configurations (seed ${SEED})`, {
    commands: COMMANDS,
    'ended with': [...exits].join(' '),
    leaks: 0,
  });
}, 120_000);

interface Secret {
  readonly text: string;
  /** The part that is looked for: no escaping changes it. */
  readonly core: string;
}

const KEY_CHARACTERS = [
  '!',
  '"',
  '#',
  '$',
  '%',
  '&',
  "'",
  '(',
  '*',
  '+',
  '.',
  '/',
  ';',
  '<',
  '=',
  '?',
  '@',
  '\\',
  '~',
] as const;
const ANY_CHARACTERS = [
  ...KEY_CHARACTERS,
  ' ',
  ',',
  ':',
  '|',
  '\n',
  '\t',
  '\u001b',
  'é',
  '🔑',
  '%00',
] as const;

function createSecret(random: Random, odd: readonly [string, ...string[]]): Secret {
  const core = `s3cr3t${random.int(2 ** 31).toString(36)}${random.int(2 ** 31).toString(36)}`;
  const some = (): string => Array.from({ length: random.int(6) }, () => random.pick(odd)).join('');
  return { text: `${some()}${core}${some()}`, core };
}

function leaks(secrets: readonly Secret[], texts: readonly string[]): string[] {
  return texts.filter((text) => secrets.some(({ core }) => text.includes(core)));
}

function callsWith(right: string, wrong: string) {
  const paths = [
    '/messages?project=app&fromTime=2026-01-01&toTime=2026-01-02',
    '/message?traceId=x',
    '/nowhere',
    '/ready',
    '/metrics',
  ];
  const keyHeaders = [right, wrong, `${right}x`, right.slice(1)].flatMap((key): Record<string, string>[] => [
    { 'x-wenet-component-apikey': key },
    { authorization: `Bearer ${key}` },
    { authorization: `Basic ${key}` },
  ]);
  return keyHeaders.flatMap((headers) => [
    ...paths.map((path) => ({ method: 'GET' as const, path, headers })),
    {
      method: 'POST' as const,
      path: '/messages',
      headers: { ...headers, 'content-type': 'application/json' },
      body: '[{}]',
    },
    { method: 'DELETE' as const, path: '/performance/index/message-2020-01', headers },
  ]);
}

/** A configuration with the secret in one place where a secret can be; some are valid. */
function configuration(random: Random, secret: string, folder: string) {
  const where = random.pick<Readonly<Record<string, string>>>([
    { WS_APIKEYS: secret },
    { WS_APIKEYS: `k1:app,${secret}:app:nobody` },
    { SENTRY_DSN: secret },
    { SENTRY_DSN: `https://${encodeURIComponent(secret)}@127.0.0.1:9/1` },
    { EL_PASSWORD: secret, EL_USERNAME: 'elastic' },
    { EL_API_KEY: secret },
    { EL_HOST: `https://elastic:${encodeURIComponent(secret)}@localhost:9200` },
    { CELERY_BROKER_URL: `redis://:${secret}@localhost:6379/0` },
    { BROKER_URL: `rediss://user:${secret}@localhost:6379/0` },
    { APIKEY: secret },
    { APIKEY: secret, INSTANCE: 'http://127.0.0.1:9/prod' },
    { INSTANCE: `https://user:${encodeURIComponent(secret)}@platform.example` },
  ]);
  const args = random.pick<readonly string[]>([[], [], ['--ws-apikeys', secret], [`--apikeys=${secret}`]]);
  const port = random.pick(['0', '0', 'eighty']);
  return {
    args,
    environment: { ...where, STORE_PATH: folder, WS_PORT: port, LOG_LEVEL: 'trace' },
  };
}

/** A server that listens is told to stop; everything else ends by itself. */
async function endOf(command: Command): Promise<number | null> {
  let ended = false;
  void command.exit.then(() => {
    ended = true;
  });
  await until('the end or a server', () => ended || command.output().includes('listens on') || undefined);
  return (await command.end('SIGTERM')).code;
}
