import { createMessageLogger } from '@memex/client/message-logger';
import type { Platform } from '@memex/core/ports';
import { createHttpClient, type HttpClientOptions } from './http-client.js';
import { createHub } from './hub.js';
import { createIncentiveServer } from './incentive-server.js';
import { createLoggerApi } from './logger-api.js';
import { createProfileManager } from './profile-manager.js';
import { RETRY_POLICY } from './retry.js';
import { createTaskManager } from './task-manager.js';

export type PlatformOptions = Pick<HttpClientOptions, 'instance' | 'apiKey'> & Partial<HttpClientOptions>;

const TIMEOUT = 30_000;
const CONCURRENCY = 16;

/** The services of the platform below one base address. Nothing is called until it is asked for. */
export function createPlatform(options: PlatformOptions): Platform {
  const concurrency = options.concurrency ?? CONCURRENCY;
  const client = createHttpClient({ timeout: TIMEOUT, retry: RETRY_POLICY, ...options, concurrency });
  return {
    hub: createHub(client),
    profiles: createProfileManager(client),
    tasks: createTaskManager(client),
    incentives: createIncentiveServer(client),
    logger: createMessageLogger(createLoggerApi(client)),
  };
}
