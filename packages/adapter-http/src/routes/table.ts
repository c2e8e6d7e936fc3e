import type { Memex } from '@memex/core';
import { analyticRoutes } from './analytics.js';
import { logRoutes } from './logs.js';
import { messageRoutes } from './messages.js';
import { performanceRoutes } from './performance.js';
import type { Route } from './route.js';
import { type Service, serviceRoutes } from './service.js';

/** All routes of the API. Everything that depends on routes is derived from this table. */
export function createRoutes({ untrusted, partitions }: Memex, service: Service): readonly Route[] {
  return [
    ...messageRoutes(untrusted.messages),
    ...logRoutes(untrusted.logs),
    ...performanceRoutes(untrusted.messages, partitions),
    ...(untrusted.analytics === undefined ? [] : analyticRoutes(untrusted.analytics)),
    ...serviceRoutes(service),
  ];
}
