import type { Memex } from '@memex/core';
import { type AnalyticUseCases, analyticRoutes } from './analytics.js';
import { logRoutes } from './logs.js';
import { messageRoutes } from './messages.js';
import { performanceRoutes } from './performance.js';
import type { Route } from './route.js';
import { type Service, serviceRoutes } from './service.js';

/** Every route of the API. What is not here does not exist: everything that knows of routes is made of this table. */
export function createRoutes(
  memex: Memex,
  service: Service,
  analytics: AnalyticUseCases | undefined,
): readonly Route[] {
  return [
    ...messageRoutes(memex.messages),
    ...logRoutes(memex.logs),
    ...performanceRoutes(memex),
    ...(analytics === undefined ? [] : analyticRoutes(analytics)),
    ...serviceRoutes(service),
  ];
}
