export { CERTIFICATE, KEY } from './certificate.js';
export { CHROMIUM, withoutChromium } from './chromium.js';
export { sharedElasticsearch, startElasticsearch, type Wanted } from './elasticsearch.js';
export type { Major } from './elasticsearch-version.js';
export { type FakePlatform, startFakePlatform } from './fake-platform.js';
export type { PlatformData } from './platform/answers.js';
export { type FakeLogger, relayTo } from './platform/fake-logger.js';
export { createPythonLogger, type PythonLogger } from './platform/python-logger.js';
export { freePort } from './ports.js';
export { objectionsTo, withoutPromtool } from './promtool.js';
export { launchRedis, ownRedis, sharedRedis, startRedis, tellRedis, withoutRedis } from './redis.js';
export {
  type RedisCluster,
  startEncryptedRedis,
  startRedisCluster,
  startWatchedRedis,
  type Watched,
} from './redis-group.js';
export { openRelay, type Relay } from './relay.js';
export { isMissing } from './require.js';
export type { Cluster, Missing, ServerNode } from './server-node.js';
export type { Addresses } from './shared.js';
export { until } from './until.js';
