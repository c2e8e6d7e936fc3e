import { createRequire } from 'node:module';
import { collectDefaultMetrics, Gauge } from 'prom-client';
import type { Metrics } from './metrics.js';

/** Gauges whose names end in `_total`, which is for counters. The same values, by type, exist without that ending. */
const MISNAMED = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
];

/**
 * Adds the metrics of this process: build, CPU time, memory, garbage collection and open files, under the names of `prom-client`. Call it
 * once per process. A service that embeds Memex may already have most of them.
 */
export function observeProcess({ registry }: Pick<Metrics, 'registry'>): void {
  const build = new Gauge({
    name: 'memex_build_info',
    help: 'Always 1. The labels are the versions of Memex and Node.',
    labelNames: ['version', 'node_version'],
    registers: [registry],
  });
  build.set({ version: ownVersion(), node_version: process.versions.node }, 1);
  collectDefaultMetrics({ register: registry });
  for (const name of MISNAMED) registry.removeSingleMetric(name);
}

/** All packages of Memex are published with the same version. */
function ownVersion(): string {
  const manifest: { readonly version: string } = createRequire(import.meta.url)('../package.json');
  return manifest.version;
}
