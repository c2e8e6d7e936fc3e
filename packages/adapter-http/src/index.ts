export { type AppOptions, createApp } from './app.js';
export type { Hooks, RequestContext, RequestRecord, State } from './middleware/request-context.js';
export type { MetricsPage } from './observe/service-answers.js';
export type { Dashboard, DashboardFile, DashboardRequest } from './routes/dashboard.js';
export type { PageCall, PageSend } from './routes/in-process.js';
export { type ApiKey, parseApiKeys } from './security/api-key.js';
export type { RateOptions } from './security/rate-limit.js';
export { createServer, type Servable, type Server, type ServerOptions } from './server/server.js';
