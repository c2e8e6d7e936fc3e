import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brokerOf } from '../src/composition/jobs.js';
import { readConfig, type Settings } from '../src/config/config.js';
import { VARIABLES } from '../src/config/variables.js';
import { CliError } from '../src/terminal/cli-error.js';

const SECRETS = Object.entries(VARIABLES).flatMap(([name, row]) => ('secret' in row ? [name] : []));

/** The lines that a configuration is refused with; none where it is taken. */
function linesOf(environment: Settings, flags: Settings = {}): readonly string[] {
  try {
    readConfig(environment, flags);
    return [];
  } catch (error) {
    if (error instanceof CliError) return error.lines;
    throw error;
  }
}

describe('configuration', () => {
  test('has defaults for everything', () => {
    expect(readConfig({})).toMatchObject({
      WS_HOST: '127.0.0.1',
      WS_PORT: 8080,
      WS_APIKEYS: null,
      STORE: null,
      EL_HOST: null,
      STORE_PATH: './memex-data',
      BROKER_URL: null,
      CARDINALITY_PRECISION_THRESHOLD: 40_000,
      TIME_ZONE: 'UTC',
      BEAT_CRON: '0 4 * * *',
      BEAT_TIME_ZONE: 'Europe/Rome',
      LOG_LEVEL: 'info',
      SENTRY_DSN: null,
    });
  });

  test('reads variables, accepts keywords in any case, and lets options override variables', () => {
    const environment = { WS_PORT: '0', STORE: 'MEMORY', LOG_LEVEL: 'Warn' };
    expect(readConfig(environment, { port: '65535' })).toMatchObject({
      WS_PORT: 65_535,
      STORE: 'memory',
      LOG_LEVEL: 'warn',
    });
  });

  test('reads origins as a list', () => {
    const { WS_CORS_ORIGINS } = readConfig({ WS_CORS_ORIGINS: 'https://a.example, http://localhost:3000' });
    expect(WS_CORS_ORIGINS).toEqual(['https://a.example', 'http://localhost:3000']);
  });

  test('treats an empty variable as not set', () => {
    expect(readConfig({ WS_PORT: '', BROKER_URL: '', EL_PASSWORD: '' })).toEqual(readConfig({}));
  });

  test('rejects an empty variable if ignoring it would open the service or move its data', () => {
    expect(linesOf({ WS_APIKEYS: '', STORE_PATH: '', EL_HOST: '', EL_CLOUD_ID: '' })).toEqual([
      'WS_APIKEYS must list keys, or not be set: empty, it would let everybody in',
      'STORE_PATH must be a path, not ""',
      'EL_HOST must be host names, or addresses that begin with https:// or http://, separated by commas',
      'EL_CLOUD_ID must be 1 to 200 printable characters without spaces, not ""',
    ]);
    expect(linesOf({ STORE: 'embedded', EL_HOST: '', EL_CLOUD_ID: '' })).toEqual([]);
    expect(linesOf({ EL_HOST: '' }, { store: 'memory' })).toEqual([]);
    expect(linesOf({}, { 'store-path': '' })).toEqual(['--store-path must be a path, not ""']);
  });

  test('reports all issues at once, each with its variable, what is wrong, and what is allowed', () => {
    const environment = { WS_PORT: '80a', STORE: 'mongo', WS_CORS_ORIGINS: 'a.example', LOG_LEVEL: 'loud' };
    expect(linesOf(environment, { host: 'http://x' })).toEqual([
      '--host must be a host name or an address without a port, such as 127.0.0.1, not "http://x"',
      'WS_PORT must be a whole number from 0 to 65535 (0: any free port), not "80a"',
      'WS_CORS_ORIGINS must be origins such as https://app.example.org, separated by commas, or *, not "a.example"',
      'STORE must be embedded, memory, elasticsearch, or a package that is installed in the working folder, not "mongo"',
      'LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent, not "loud"',
    ]);
  });

  test.each(['-1', '65536', '8080.5', '1e3', '0x50', ' 80', '８０８０'])('rejects the port %j', (WS_PORT) => {
    expect(linesOf({ WS_PORT })).toHaveLength(1);
  });

  test.each([
    'redis://localhost',
    'redis://:password@10.0.0.1:6379/0',
    'rediss://user:p%40ss@redis.example:6380/15',
    'rediss://redis.example:6380/0?ssl_cert_reqs=CERT_REQUIRED',
    'redis://redis:6379//',
    'rediss+sentinel://h1,h2/jobs/0',
    'redis+cluster://h1:7000,h2:7001',
    'redis+socket:///run/redis.sock',
  ])('accepts the broker %s under each of its names', (address) => {
    for (const name of ['BROKER_URL', 'CELERY_BROKER_URL', 'CELERY_RESULT_BACKEND'])
      expect(linesOf({ [name]: address })).toEqual([]);
  });

  // The package for Redis reads the rest: `broker-address.e2e.test.ts`.
  test.each([
    'localhost:6379',
    'amqp://localhost',
    'redis://',
    'sentinel://h1;sentinel://h2',
    'redis+tls://h',
  ])('rejects the broker %s without showing it, since it may contain a password', (BROKER_URL) => {
    expect(linesOf({ BROKER_URL })).toEqual([
      'BROKER_URL must be an address such as redis://[[user]:password@]host:port/db, redis+sentinel://host,host/name/db or redis+cluster://host,host; with TLS rediss…',
    ]);
  });

  test('accepts only a DSN that Sentry can parse, since Sentry prints others with their key', () => {
    for (const SENTRY_DSN of ['https://key@o1.ingest.sentry.io/12', 'http://key:old@127.0.0.1:9000/path/1'])
      expect(linesOf({ SENTRY_DSN })).toEqual([]);
    for (const SENTRY_DSN of [
      "https://key'%1B@127.0.0.1:9/1",
      'https://sentry.io/1',
      'https://key@sentry.io/x',
    ])
      expect(linesOf({ SENTRY_DSN })).toEqual([
        'SENTRY_DSN must be the address of a Sentry project, such as https://key@sentry.example/1',
      ]);
  });

  test('accepts a platform URL without user and password, and never shows it', () => {
    expect(linesOf({ INSTANCE: 'https://platform.example.org/prod' })).toEqual([]);
    expect(linesOf({ INSTANCE: 'https://user:password@platform.example.org' })).toEqual([
      'INSTANCE must be an address that begins with https:// or http://, without user, password, ? and #',
    ]);
  });

  test('the new name of the broker takes precedence over the old one', () => {
    const [BROKER_URL, CELERY_BROKER_URL] = ['redis://new', 'redis://old'];
    expect(brokerOf(readConfig({ BROKER_URL, CELERY_BROKER_URL }))).toEqual({
      variable: 'BROKER_URL',
      url: BROKER_URL,
    });
    expect(brokerOf(readConfig({ CELERY_BROKER_URL }))).toEqual({
      variable: 'CELERY_BROKER_URL',
      url: CELERY_BROKER_URL,
    });
    expect(brokerOf(readConfig({ CELERY_RESULT_BACKEND: CELERY_BROKER_URL }))).toBeUndefined();
  });

  test('validates times, time zones and limits of analytics', () => {
    const environment = {
      TIME_ZONE: 'Mars/Olympus',
      BEAT_CRON: 'at four',
      BEAT_TIME_ZONE: 'Rome',
      CARDINALITY_PRECISION_THRESHOLD: '40001',
      WORKER_CONCURRENCY: '0',
    };
    expect(linesOf(environment)).toEqual([
      'WORKER_CONCURRENCY must be a whole number from 1 to 1000, not "0"',
      'CARDINALITY_PRECISION_THRESHOLD must be a whole number from 1 to 40000, not "40001"',
      'TIME_ZONE must be the IANA name of a time zone, such as Europe/Rome, not "Mars/Olympus"',
      'BEAT_CRON must be a cron pattern of five fields, such as 0 4 * * *, not "at four"',
      'BEAT_TIME_ZONE must be the IANA name of a time zone, such as Europe/Rome, not "Rome"',
    ]);
  });

  test('rejects numbers of shards that no version of Elasticsearch accepts', () => {
    expect(linesOf({ EL_SHARDS: '0' })).toEqual(['EL_SHARDS must be a whole number from 1 to 1024, not "0"']);
    expect(linesOf({ EL_SHARDS: '1025' })).toHaveLength(1);
  });

  test('reads Elasticsearch nodes as host names or URLs, and shows no invalid one, since it may contain a password', () => {
    expect(readConfig({ EL_HOST: 'es1, https://es2:9201' }).EL_HOST).toEqual(['es1', 'https://es2:9201']);
    expect(linesOf({ EL_HOST: 'http://u:secret@es:port' }).join()).not.toContain('secret');
  });

  test('P20: no line contains a secret, whatever else is wrong', () => {
    const setting = fc.oneof(fc.string(), fc.constantFrom('1', '*', 'embedded', 'https://a.example'));
    const others = Object.keys(VARIABLES).filter((name) => !SECRETS.includes(name));
    // Upper-case hexadecimal with a marker: nothing that the texts of the program could hold by chance.
    const secret = fc
      .string({ unit: fc.constantFrom(...'0123456789ABCDEF'), minLength: 8 })
      .map((one) => `SECRET${one}`);
    const spoiled = fc
      .tuple(
        fc.constantFrom('', ':', '::', ',', ',,', 'https://', 'redis://:', ' ', '\n', ':a|:', ':admin:x'),
        secret,
      )
      .chain(([junk, one]) =>
        fc.constantFrom(junk + one, one + junk, one + junk + one).map((text) => ({ text, one })),
      );
    const cases = fc.record({
      settings: fc.dictionary(fc.constantFrom(...others), setting),
      secrets: fc.dictionary(fc.constantFrom(...SECRETS), spoiled, { minKeys: 1 }),
    });
    let refused = 0;
    fc.assert(
      fc.property(cases, ({ settings, secrets }) => {
        const texts = Object.fromEntries(Object.entries(secrets).map(([name, { text }]) => [name, text]));
        const output = linesOf({ ...settings, ...texts }).join('\n');
        if (output !== '') refused++;
        for (const { one } of Object.values(secrets)) expect(output).not.toContain(one);
      }),
      { numRuns: 2_000 },
    );
    console.info(`P20: ${refused} refused configurations of 2000 showed no secret`);
    expect(refused).toBeGreaterThan(500);
  });
});
