export * from './errors.js';
export * from './json/exact-json.js';
export * from './log/log.js';
export * from './message/message.js';
export * from './store.js';
