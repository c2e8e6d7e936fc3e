import type { Memex } from '@memex/core';
import { analyticRoutes } from './analytics.js';
import { analyticsQueryRoute } from './analytics-query.js';
import { type Dashboard, dashboardRoutes } from './dashboard.js';
import { createInProcess, type Report } from './in-process.js';
import { liveRoute } from './live.js';
import { logRoutes } from './logs.js';
import { messageRoutes } from './messages.js';
import { operationsRoutes } from './operations.js';
import { overviewRoutes } from './overview.js';
import { performanceRoutes } from './performance.js';
import type { Route } from './route.js';
import { type Service, serviceRoutes } from './service.js';

export interface RouteOptions {
  readonly queryTimeoutMs: number;
  readonly dashboard: Dashboard | undefined;
  readonly report: Report;
}

/** All routes of the API. Everything that depends on routes is derived from this table. */
export function createRoutes(
  { untrusted, partitions, timeZone }: Memex,
  service: Service,
  { queryTimeoutMs, dashboard, report }: RouteOptions,
): readonly Route[] {
  const { analytics } = untrusted;
  const routes: readonly Route[] = [
    ...messageRoutes(untrusted.messages, timeZone),
    ...overviewRoutes(untrusted.messages, timeZone),
    liveRoute(untrusted.messages),
    ...logRoutes(untrusted.logs, timeZone),
    ...performanceRoutes(untrusted.messages, partitions, timeZone),
    ...(analytics === undefined
      ? []
      : [...analyticRoutes(analytics, timeZone), analyticsQueryRoute(analytics, timeZone, queryTimeoutMs)]),
    ...operationsRoutes(untrusted.operations, service),
    ...serviceRoutes(service),
    ...(dashboard === undefined
      ? []
      : dashboardRoutes(
          dashboard,
          createInProcess(() => routes, report),
          service.session.keys,
        )),
  ];
  return routes;
}
