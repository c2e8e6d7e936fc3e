/** Pages that few open first: a browser loads them apart. */
export { AnalyticsPage } from './analytics-page.js';
export { OperationsPage } from './operations-page.js';
