import { describe, expect, test } from 'vitest';
import { elasticsearchOptions, storeKindOf } from '../src/composition/stores.js';
import { readConfig } from '../src/config/config.js';

describe('the configured store', () => {
  test.each([
    [{}, 'embedded'],
    [{ EL_HOST: 'es' }, 'elasticsearch'],
    [{ EL_API_KEY: 'key' }, 'elasticsearch'],
    [{ EL_HOST: 'es', STORE: 'memory' }, 'memory'],
  ])('for %j is %s', (environment, kind) => {
    expect(storeKindOf(readConfig(environment))).toBe(kind);
  });

  test('in Elasticsearch has the nodes of host names with the port, or of URLs', () => {
    const nodesOf = (environment: Readonly<Record<string, string>>) =>
      elasticsearchOptions(readConfig(environment)).nodes;
    expect(nodesOf({ EL_USERNAME: 'u', EL_PASSWORD: 'p' })).toEqual(['http://localhost:9200']);
    expect(nodesOf({ EL_HOST: 'a,b:9201,https://c.example', EL_PORT: '9300' })).toEqual([
      'http://a:9300',
      'http://b:9201',
      'https://c.example',
    ]);
    expect(nodesOf({ EL_HOST: '::1' })).toEqual(['http://[::1]:9200']);
  });

  test('accepts an API key, or both user and password', () => {
    const authOf = (environment: Readonly<Record<string, string>>) =>
      elasticsearchOptions(readConfig({ EL_HOST: 'es', ...environment })).auth;
    expect(authOf({})).toBeUndefined();
    expect(authOf({ EL_API_KEY: 'k' })).toEqual({ apiKey: 'k' });
    expect(authOf({ EL_USERNAME: 'u', EL_PASSWORD: 'p' })).toEqual({ username: 'u', password: 'p' });
    expect(() => authOf({ EL_PASSWORD: 'p' })).toThrow('EL_USERNAME must be set where EL_PASSWORD is');
  });

  test('gives Elasticsearch 30 seconds for a request, or what is set', () => {
    const timeoutOf = (environment: Readonly<Record<string, string>>) =>
      elasticsearchOptions(readConfig({ EL_HOST: 'es', ...environment })).requestTimeoutMs;
    expect(timeoutOf({})).toBe(30_000);
    expect(timeoutOf({ EL_REQUEST_TIMEOUT: '5m' })).toBe(300_000);
  });
});
