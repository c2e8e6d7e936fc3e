import { createRequire } from 'node:module';
import { collectDefaultMetrics, Gauge } from 'prom-client';
import type { Metrics } from './metrics.js';

/** Gauges whose names end as only those of counters may: the same without `_total`, by type, are there too. */
const MISNAMED = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
];

/**
 * Measures this process: its build, processor time, memory, garbage collection and open files, under the names that `prom-client` gives
 * them. Call it once a process; a service that embeds Memex may have most of these metrics already.
 */
export function observeProcess({ registry }: Pick<Metrics, 'registry'>): void {
  const build = new Gauge({
    name: 'memex_build_info',
    help: 'Always 1; the labels tell the versions of Memex and of Node.',
    labelNames: ['version', 'node_version'],
    registers: [registry],
  });
  build.set({ version: ownVersion(), node_version: process.versions.node }, 1);
  collectDefaultMetrics({ register: registry });
  for (const name of MISNAMED) registry.removeSingleMetric(name);
}

/** All packages of Memex have the same version. */
function ownVersion(): string {
  const manifest: { readonly version: string } = createRequire(import.meta.url)('../package.json');
  return manifest.version;
}
