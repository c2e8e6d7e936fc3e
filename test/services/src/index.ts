export { sharedElasticsearch, startElasticsearch, type Wanted } from './elasticsearch.js';
export type { Major } from './elasticsearch-version.js';
export { freePort } from './ports.js';
export { sharedRedis, startRedis } from './redis.js';
export { isMissing } from './require.js';
export type { Cluster, Missing, ServerNode } from './server-node.js';
export type { Addresses } from './shared.js';
export { until } from './until.js';
