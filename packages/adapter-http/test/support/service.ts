import { EXPORT_FORMATS } from '@memex/adapter-files';
import {
  type AppOptions,
  createApp,
  createServer,
  type RequestRecord,
  type Server,
  type ServerOptions,
} from '@memex/adapter-http';
import { createMetrics, observeQueue, observeStore } from '@memex/adapter-prometheus';
import { type AnalyticalMemex, type AnalyticalStore, createMemex } from '@memex/core';
import { createMemoryStore, MemoryQueue, MemorySchedule } from '@memex/core/memory';
import type { UntrustedAnalytics } from '@memex/core/model';
import type { JobQueue } from '@memex/core/ports';
import { startAll, stopAll } from '@memex/core/toolkit';
import { expect, onTestFinished } from 'vitest';
import { type Client, createClient } from './client.js';

export interface Service extends Client {
  readonly memex: AnalyticalMemex;
  readonly analytics: UntrustedAnalytics;
  /** What is requested waits in it until a test consumes it. */
  readonly queue: JobQueue;
  readonly server: Server;
  /** What the hooks were told. */
  readonly records: readonly RequestRecord[];
  readonly errors: readonly unknown[];
  /** What operators are told of parts that cannot serve, a line each. */
  readonly told: readonly string[];
}

export interface Settings extends AppOptions {
  readonly store?: AnalyticalStore;
  readonly queue?: JobQueue;
  readonly timeZone?: string;
  readonly suppress?: boolean;
  readonly server?: Partial<ServerOptions>;
}

/** The whole service on a free port of the loopback; it ends with the test. */
export async function startService({
  store: engine = createMemoryStore(),
  queue = new MemoryQueue(),
  server: serverOptions,
  timeZone,
  suppress,
  ...options
}: Settings = {}): Promise<Service> {
  const records: RequestRecord[] = [];
  const errors: unknown[] = [];
  const told: string[] = [];
  const metrics = createMetrics();
  const store = observeStore(engine, metrics);
  const schedule = new MemorySchedule();
  const jobs = { queue, schedule, start: () => queue.start(), stop: () => queue.stop() };
  const memex = createMemex({ store, jobs, timeZone, suppress });
  const { analytics } = memex.untrusted;
  observeQueue(queue, metrics);
  const app = createApp(memex, {
    metrics,
    exportFormats: EXPORT_FORMATS,
    onRequest: (record) => {
      metrics.requestAnswered(record);
      records.push(record);
    },
    onError: (error) => errors.push(error),
    onUnavailable: ({ message }, { requestId }) => told.push(`${requestId}: ${message}`),
    onDown: (part, error) => told.push(`${part}: ${String(error)}`),
    ...options,
  });
  const server = createServer(app, { host: '127.0.0.1', port: 0, ...serverOptions });
  await startAll([memex, server]);
  onTestFinished(() => stopAll([memex, server]));
  const client = await createClient(server.url ?? '', {
    hasDashboard: options.dashboard !== undefined,
    hasKeys: (options.apiKeys ?? []).length > 0,
  });
  return { ...client, memex, analytics, queue, server, records, errors, told };
}

/** Has everything that was requested computed. */
export async function work({ queue, memex }: Service): Promise<void> {
  const worker = memex.worker();
  await worker.start();
  await expect.poll(() => queue.depth()).toMatchObject({ waiting: 0, active: 0, delayed: 0 });
  await worker.stop();
}
