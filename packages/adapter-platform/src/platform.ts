import { createMessageLogger } from '@memex/client/message-logger';
import type { Platform } from '@memex/core/ports';
import { createHttpClient, type HttpClientOptions } from './http-client.js';
import { createHub } from './hub.js';
import { createIncentiveServer } from './incentive-server.js';
import { createLoggerApi } from './logger-api.js';
import { createProfileManager } from './profile-manager.js';
import { DEFAULT_CALL_RETRIES } from './retry.js';
import { createTaskManager } from './task-manager.js';

export type PlatformOptions = Pick<HttpClientOptions, 'instance' | 'apiKey'> & Partial<HttpClientOptions>;

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_CONCURRENCY = 16;

/** The services of the platform at one base address. Creating it sends nothing. */
export function createPlatform(options: PlatformOptions): Platform {
  const concurrency = options.concurrency ?? DEFAULT_CONCURRENCY;
  const client = createHttpClient({
    timeoutMs: DEFAULT_TIMEOUT_MS,
    retry: DEFAULT_CALL_RETRIES,
    ...options,
    concurrency,
  });
  return {
    hub: createHub(client),
    profiles: createProfileManager(client),
    tasks: createTaskManager(client),
    incentives: createIncentiveServer(client),
    logger: createMessageLogger(createLoggerApi(client)),
  };
}
