import type { Memex } from '@memex/core';
import { analyticRoutes } from './analytics.js';
import { logRoutes } from './logs.js';
import { messageRoutes } from './messages.js';
import { performanceRoutes } from './performance.js';
import type { Route } from './route.js';
import { type Service, serviceRoutes } from './service.js';

/** Every route of the API. What is not here does not exist: everything that knows of routes is made of this table. */
export function createRoutes({ untrusted, partitions }: Memex, service: Service): readonly Route[] {
  return [
    ...messageRoutes(untrusted.messages),
    ...logRoutes(untrusted.logs),
    ...performanceRoutes(untrusted.messages, partitions),
    ...(untrusted.analytics === undefined ? [] : analyticRoutes(untrusted.analytics)),
    ...serviceRoutes(service),
  ];
}
