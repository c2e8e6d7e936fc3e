import { expect, test } from 'vitest';
import { purposeOf } from '../src/cluster/purpose.js';

test('the purpose of a call follows from its method and path', () => {
  const purposes: readonly (readonly [method: string, path: string, purpose: string])[] = [
    ['GET', '/_nodes', 'ask for its version'],
    ['GET', '/_cluster/state/blocks/a,b', 'ask whether it can be written to'],
    ['GET', '/_health_report/shards_capacity', 'ask whether it can be written to'],
    ['PUT', '/_index_template/memex-keys', 'put the index template memex-keys'],
    ['PUT', '/message-2026-11', 'make the index message-2026-11'],
    ['PUT', '/message-2026-11/_mapping', 'add fields to the index message-2026-11'],
    ['DELETE', '/message-2026-11', 'drop the index message-2026-11'],
    ['GET', '/message-*', 'see its indices'],
    ['GET', '/message-*/_mapping', 'see its indices'],
    ['POST', '/message-*%2C-message-x/_search', 'search'],
    ['POST', '/_msearch', 'search'],
    ['POST', '/message-*/_pit', 'search'],
    ['POST', '/message-*/_refresh', 'refresh an index'],
    ['POST', '/_mget', 'read by id'],
    ['GET', '/memex-keys/_doc/message-1', 'read by id'],
    ['POST', '/_bulk', 'write'],
    ['PUT', '/_cluster/settings', 'call PUT /_cluster/settings'],
  ];
  for (const [method, path, purpose] of purposes) expect(purposeOf(method, path), path).toBe(purpose);
});
