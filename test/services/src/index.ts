export { CERTIFICATE, KEY } from './certificate.js';
export { sharedElasticsearch, startElasticsearch, type Wanted } from './elasticsearch.js';
export type { Major } from './elasticsearch-version.js';
export {
  type FakePlatform,
  type PlatformData,
  startFakePlatform,
} from './fake-platform.js';
export { freePort } from './ports.js';
export { sharedRedis, startRedis, tellRedis, withoutRedis } from './redis.js';
export { openRelay } from './relay.js';
export { isMissing } from './require.js';
export type { Cluster, Missing, ServerNode } from './server-node.js';
export type { Addresses } from './shared.js';
export { until } from './until.js';
