export { ServiceAnswerError } from './answer-error.js';
export { createPlatform, type PlatformOptions } from './platform.js';
export { createPlatformProbe } from './probe.js';
export type { CallRetries } from './retry.js';
