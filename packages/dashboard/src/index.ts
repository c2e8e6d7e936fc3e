export type { Api } from './api/api.js';
export { ApiError } from './api/api-error.js';
export { createApi } from './api/create-api.js';
export type { Send, SentCall } from './api/send.js';
export { createDashboard, type DashboardOptions, type PageServer } from './server/create-dashboard.js';
export type { ViewRequest } from './server/make-page.js';
export type { StaticFile } from './server/static-files.js';
export type { Moment } from './state/span.js';
export type { ViewState } from './state/view-state.js';
