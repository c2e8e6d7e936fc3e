export { type AppOptions, createApp } from './app.js';
export type { Exchange, Hooks, RequestRecord, State } from './exchange.js';
export { createMetrics, type EntryKind, type Metrics } from './observe/metrics.js';
export { observeStore } from './observe/store.js';
export { type ApiKey, parseApiKeys } from './security/api-key.js';
export { createServer, type Servable, type Server, type ServerOptions } from './server/server.js';
