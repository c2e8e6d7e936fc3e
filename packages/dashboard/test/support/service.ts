import { EXPORT_FORMATS } from '@memex/adapter-files';
import { createApp, createServer, parseApiKeys } from '@memex/adapter-http';
import type { Jobs } from '@memex/core';
import { type AnalyticalMemex, createMemex, type MessageInput } from '@memex/core';
import { createMemoryJobs, createMemoryStore } from '@memex/core/memory';
import { instantOfMillis } from '@memex/core/toolkit';
import { onTestFinished } from 'vitest';
import { type Api, createApi, createDashboard } from '../../src/index.js';

export const RANGE = { fromTime: '2026-01-01', toTime: '2026-12-31' };

export interface Service {
  readonly url: string;
  readonly memex: AnalyticalMemex;
  readonly jobs: Jobs;
  /** The calls of the dashboard, with a key or without. */
  readonly api: (key?: string) => Api;
}

export interface ServiceOptions {
  /** As in the setting `API_KEYS`. */
  readonly keys?: string;
  /** Milliseconds since 1970; the time of this machine by default. */
  readonly now?: number | undefined;
  readonly timeZone?: string;
}

/** The API of a store in memory, until the end of the test. */
export async function startService({ keys, now, timeZone }: ServiceOptions = {}): Promise<Service> {
  const jobs = createMemoryJobs();
  const memex = createMemex({
    store: createMemoryStore(),
    jobs,
    timeZone,
    clock: now === undefined ? undefined : { now: () => instantOfMillis(now) },
  });
  const app = createApp(memex, {
    apiKeys: keys === undefined ? undefined : parseApiKeys(keys),
    exportFormats: EXPORT_FORMATS,
    dashboard: createDashboard({ now: now === undefined ? undefined : () => now }),
  });
  const server = createServer(app, { host: '127.0.0.1', port: 0 });
  await memex.start();
  await server.start();
  onTestFinished(async () => {
    await server.stop();
    await memex.stop();
  });
  const api = (key?: string): Api =>
    createApi(({ path, headers, ...call }) =>
      fetch(`${server.url}/${path}`, { ...call, headers: { ...headers, ...keyHeader(key) } }),
    );
  return { url: server.url ?? '', memex, jobs, api };
}

function keyHeader(key: string | undefined): Readonly<Record<string, string>> {
  return key === undefined ? {} : { Authorization: `Bearer ${key}` };
}

/** The request with a number, of one conversation. */
export function requestOf(number: number): MessageInput {
  return {
    type: 'request',
    project: 'library',
    messageId: `${number}`,
    conversationId: 'a/b?',
    userId: 'anna',
    channel: 'WEB',
    timestamp: new Date(Date.UTC(2026, 10, 1, 9, number)),
  };
}
