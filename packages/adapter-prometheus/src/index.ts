export { createMetrics, type Metrics, type RequestSample } from './metrics.js';
export { observeProcess } from './process.js';
export { observeQueue } from './queue.js';
export { observeSchedule } from './schedule.js';
export { observeStore } from './store.js';
