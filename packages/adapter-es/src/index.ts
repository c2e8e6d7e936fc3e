export type { ElasticsearchOptions, Granularity } from './options.js';
export { createElasticsearchStore } from './store.js';
