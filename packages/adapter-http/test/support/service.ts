import {
  type AppOptions,
  createApp,
  createMetrics,
  createServer,
  observeStore,
  type RequestRecord,
  type Server,
  type ServerOptions,
} from '@memex/adapter-http';
import { createMemex, type Memex, type Store, startAll, stopAll } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import { onTestFinished } from 'vitest';
import { type Client, createClient } from './client.js';

export interface Service extends Client {
  readonly memex: Memex;
  readonly server: Server;
  /** What the hooks were told. */
  readonly records: readonly RequestRecord[];
  readonly errors: readonly unknown[];
}

export interface Settings extends AppOptions {
  readonly store?: Store;
  readonly server?: Partial<ServerOptions>;
}

/** The whole service on a free port of the loopback; it ends with the test. */
export async function startService({
  store,
  server: serverOptions,
  ...options
}: Settings = {}): Promise<Service> {
  const records: RequestRecord[] = [];
  const errors: unknown[] = [];
  const metrics = createMetrics();
  const memex = createMemex({ store: observeStore(store ?? createMemoryStore(), metrics) });
  const app = createApp(memex, {
    metrics,
    onRequest: (record) => records.push(record),
    onError: (error) => errors.push(error),
    ...options,
  });
  const server = createServer(app, { host: '127.0.0.1', port: 0, ...serverOptions });
  await startAll([memex, server]);
  onTestFinished(() => stopAll([memex, server]));
  const client = await createClient(server.url ?? '');
  return { ...client, memex, server, records, errors };
}
