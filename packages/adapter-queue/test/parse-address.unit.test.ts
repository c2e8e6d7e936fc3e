import { parseRedisAddress } from '@memex/adapter-queue';
import { describe, expect, test } from 'vitest';
import { databaseOf, keyPrefixOf, locationOf } from '../dist/address.js';

const NOBODY = { login: undefined, tls: undefined };
const TRUST = { caFile: undefined, own: undefined };

describe('the address of a Redis', () => {
  test.each([
    ['redis://h', { host: 'h', port: 6379 }, 0],
    ['redis://h:7/3', { host: 'h', port: 7 }, 3],
    ['redis://[::1]:7/3', { host: '::1', port: 7 }, 3],
    // As Celery wrote them.
    ['redis://h:7/', { host: 'h', port: 7 }, 0],
    ['redis://h:7//', { host: 'h', port: 7 }, 0],
    ['redis://h:7//2', { host: 'h', port: 7 }, 2],
    ['redis://h:7/%2F', { host: 'h', port: 7 }, 0],
  ])('%s is a server and a database', (text, server, database) => {
    expect(parseRedisAddress(text)).toEqual({ kind: 'server', ...NOBODY, server, database });
  });

  test.each([
    ['redis://:p%40ss@h', { username: undefined, password: 'p@ss' }],
    ['redis://:p@ss:word@h', { username: undefined, password: 'p@ss:word' }],
    ['redis://user:p%2Fss@h', { username: 'user', password: 'p/ss' }],
    ['redis://:@h', undefined],
  ])('%s has a login', (text, login) => {
    expect(parseRedisAddress(text)).toMatchObject({ server: { host: 'h' }, login });
  });

  test('of sentinels names what they watch, and may have a login for them', () => {
    const sentinels = [
      { host: 'h1', port: 1 },
      { host: 'h2', port: 26379 },
    ];
    expect(parseRedisAddress('redis+sentinel://h1:1,h2/jobs')).toEqual({
      kind: 'sentinel',
      ...NOBODY,
      sentinels,
      sentinelLogin: undefined,
      name: 'jobs',
      database: 0,
    });
    const url =
      'rediss+sentinel://user:pass@h1:1,h2/my%20jobs/2?sentinel_username=watcher&sentinel_password=a%26b+c';
    expect(parseRedisAddress(url)).toEqual({
      kind: 'sentinel',
      login: { username: 'user', password: 'pass' },
      tls: TRUST,
      sentinels,
      sentinelLogin: { username: 'watcher', password: 'a&b+c' },
      name: 'my jobs',
      database: 2,
    });
  });

  test('of a cluster names nodes, and puts all keys into one slot', () => {
    const address = parseRedisAddress('redis+cluster://:pass@h1:7000,h2/0');
    expect(address).toEqual({
      kind: 'cluster',
      login: { username: undefined, password: 'pass' },
      tls: undefined,
      nodes: [
        { host: 'h1', port: 7000 },
        { host: 'h2', port: 6379 },
      ],
    });
    expect(databaseOf(address)).toBe(0);
    expect(['memex', 'a:{b}:c'].map((prefix) => keyPrefixOf(address, prefix))).toEqual([
      '{memex}',
      'a:{b}:c',
    ]);
    expect(keyPrefixOf(parseRedisAddress('redis://h'), 'memex')).toBe('memex');
  });

  test('of a socket has a path', () => {
    const socket = { kind: 'socket', tls: undefined, path: '/run/redis.sock' };
    expect(parseRedisAddress('redis+socket:///run/redis.sock')).toEqual({
      ...socket,
      login: undefined,
      database: 0,
    });
    expect(parseRedisAddress('redis+socket://:pass@/run/redis.sock?virtual_host=2')).toEqual({
      ...socket,
      login: { username: undefined, password: 'pass' },
      database: 2,
    });
  });

  test('with TLS may name files', () => {
    expect(parseRedisAddress('rediss://h?ssl_cert_reqs=CERT_REQUIRED')).toMatchObject({ tls: TRUST });
    const files = 'ssl_cert_reqs=required&ssl_ca_certs=/ca.pem&ssl_certfile=/own.pem&ssl_keyfile=/own.key';
    const own = { certificateFile: '/own.pem', keyFile: '/own.key' };
    expect(parseRedisAddress(`rediss://h/0?${files}`)).toMatchObject({ tls: { caFile: '/ca.pem', own } });
    expect(parseRedisAddress(`rediss+cluster://h?${files}`, '/other.pem')).toMatchObject({
      tls: { caFile: '/other.pem', own },
    });
  });

  test.each([
    ['redis://user:hunter2@h1:1/3', 'redis://h1:1/3'],
    ['redis://:hunter2@[::1]//', 'redis://[::1]:6379/0'],
    [
      'rediss+sentinel://:hunter2@h1,h2:2/jobs?sentinel_password=hunter2',
      'rediss+sentinel://h1:26379,h2:2/jobs/0',
    ],
    ['rediss+cluster://:hunter2@h1,h2', 'rediss+cluster://h1:6379,h2:6379'],
    ['redis+socket://:hunter2@/run/redis.sock', 'redis+socket:///run/redis.sock?virtual_host=0'],
  ])('%s is shown without its passwords', (text, shown) => {
    expect(locationOf(parseRedisAddress(text))).toBe(shown);
  });

  test.each([
    ['amqp://h', 'must be redis://'],
    ['redis:h', 'must be redis://'],
    ['redis://', 'must have host names'],
    ['redis://h:port', 'must have host names'],
    ['redis://h:0', 'must have ports from 1 to 65535'],
    ['redis://h:65536', 'must have ports from 1 to 65535'],
    ['redis://h1,h2', 'must have one host: several need redis+sentinel:// or redis+cluster://'],
    // Celery tried several brokers in turn.
    ['redis://h1;redis://h2', 'must have host names'],
    ['redis://h/zero', 'must end with the number of a database'],
    ['redis://h/1/2', 'must end with the number of a database'],
    ['redis://user@h', 'must have a password where it has a user'],
    ['redis://:a%b@h', 'must have a percent sign only as %25'],
    ['redis://:hun/ter2@h', 'must have host names'],
    ['redis://:hun?ter2@h', 'must have no parameters after a question mark, and %3F for one in a password'],
    ['redis://:hun#ter2@h', 'must be redis://'],
    ['redis://h?ssl_ca_certs=/ca.pem', 'must have no parameters'],
    ['rediss://h?ssl_ca_cert=/ca.pem', 'must have no other parameters than ssl_cert_reqs, ssl_ca_certs'],
    ['rediss://h?ssl_ca_certs=/a&ssl_ca_certs=/b', 'must have ssl_ca_certs once'],
    ['rediss://h?ssl_cert_reqs=none', 'must not have another ssl_cert_reqs than required'],
    ['rediss://h?ssl_certfile=/own.pem', 'must have both of ssl_certfile and ssl_keyfile'],
    ['redis+sentinel://h1,h2', 'must name what the sentinels watch'],
    ['redis+sentinel://h1,h2/jobs/zero', 'must end with the number of a database'],
    ['redis+cluster://h1,h2/1', 'must not name a database'],
    ['redis+socket://', 'must be redis+socket:///path'],
    ['redis+socket://h/run/redis.sock', 'must be redis+socket:///path'],
    ['rediss+socket:///run/redis.sock', 'must not begin with rediss'],
  ])('%s is refused', (text, message) => {
    const refused = () => parseRedisAddress(text);
    expect(refused).toThrow(expect.objectContaining({ code: 'malformed' }));
    expect(refused).toThrow(message);
    expect(refused).not.toThrow('ter2');
  });

  test('without TLS, a file of authorities is refused', () => {
    expect(() => parseRedisAddress('redis://h', '/ca.pem')).toThrow('must begin with rediss');
  });
});
