import type { Memex } from '@memex/core';
import type { ExportFormat } from '@memex/core/toolkit';
import { analyticRoutes } from './analytics.js';
import { analyticsQueryRoute } from './analytics-query.js';
import { type Dashboard, dashboardRoutes } from './dashboard.js';
import { exportRoutes } from './exports.js';
import { createInProcess, type Report } from './in-process.js';
import { liveRoute } from './live.js';
import { logRoutes } from './logs.js';
import { messageRoutes } from './messages.js';
import { operationsRoutes } from './operations.js';
import { overviewRoutes } from './overview.js';
import { performanceRoutes } from './performance.js';
import { receiptsRoute } from './receipts.js';
import { retentionRoutes } from './retention.js';
import type { Route } from './route.js';
import { type Service, serviceRoutes } from './service.js';

/** How the routes are configured. */
export interface RouteOptions {
  readonly queryTimeoutMs: number;
  /** The formats of exports. Without any, there are no exports. */
  readonly exportFormats: readonly ExportFormat[];
  /** How long an export may send nothing, in milliseconds. */
  readonly silenceMs: number;
  readonly dashboard: Dashboard | undefined;
  readonly report: Report;
}

/** All routes of the API. Everything that depends on routes is derived from this table. */
export function createRoutes(
  { untrusted, partitions, timeZone }: Memex,
  service: Service,
  { queryTimeoutMs, exportFormats, silenceMs, dashboard, report }: RouteOptions,
): readonly Route[] {
  const { analytics, exports } = untrusted;
  const routes: readonly Route[] = [
    ...messageRoutes(untrusted.messages, timeZone),
    ...overviewRoutes(untrusted.messages, timeZone),
    liveRoute(untrusted.messages),
    ...logRoutes(untrusted.logs, timeZone),
    ...performanceRoutes(untrusted.messages, partitions, timeZone),
    ...(analytics === undefined
      ? []
      : [...analyticRoutes(analytics, timeZone), analyticsQueryRoute(analytics, timeZone, queryTimeoutMs)]),
    ...(exports === undefined || exportFormats.length === 0
      ? []
      : exportRoutes(exports, exportFormats, timeZone, silenceMs)),
    ...retentionRoutes(untrusted.retention),
    receiptsRoute(untrusted.receipts),
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
