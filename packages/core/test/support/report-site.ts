import { createMemex } from '@memex/core';
import {
  createMemoryJobs,
  createMemoryLogger,
  createMemoryPlatform,
  createMemoryStore,
} from '@memex/core/memory';
import { App, decode, Task, UserCohort } from '@memex/core/model';
import type { MessageLogger } from '@memex/core/ports';
import type { ReportPorts } from '@memex/core/reports';
import type { Instant } from '@memex/core/toolkit';
import { instant, request } from '../samples.js';

type Json = Readonly<Record<string, unknown>>;

/** What the services know; all of it may be missing. */
export interface SiteData {
  readonly apps?: readonly Json[];
  /** By application: when each user came. */
  readonly users?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly profiles?: readonly (Json & { readonly id: string })[];
  readonly tasks?: readonly Json[];
  readonly cohorts?: readonly Json[];
  readonly messages?: readonly Json[];
  readonly skills?: 'memex' | 'python';
  readonly zone?: string;
}

export interface Site {
  readonly ports: ReportPorts;
  /** Every call of a port, such as `hub.users`, in order. */
  readonly calls: string[];
  /** How many analytics the logger holds. */
  readonly definitions: () => Promise<number>;
}

const NOW: Instant = instant('2021-11-30T12:00:00Z');

/** Services in memory, at {@link NOW}. */
export async function reportSite(data: SiteData): Promise<Site> {
  const clock = { now: () => NOW };
  const memex = createMemex({ store: createMemoryStore({ clock }), jobs: createMemoryJobs(), clock });
  memex.worker();
  await memex.start();
  const sent = (data.messages ?? []).map((fields, index) => request({ messageId: `m${index}`, ...fields }));
  if (sent.length > 0) await memex.untrusted.messages.append(sent);
  const platform = createMemoryPlatform({
    apps: (data.apps ?? []).map((app) => decode(App, app)),
    users: Object.entries(data.users ?? {}).flatMap(([appId, users]) =>
      Object.entries(users).map(([userId, since]) => ({ appId, userId, since: Date.parse(since) / 1_000 })),
    ),
    profiles: data.profiles ?? [],
    tasks: (data.tasks ?? []).map((task) => decode(Task, task)),
    cohorts: (data.cohorts ?? []).map((cohort) => decode(UserCohort, cohort)),
  });
  const logger = createMemoryLogger({ memex, skills: data.skills });
  const calls: string[] = [];
  return {
    ports: {
      ...recorded({ ...platform, logger }, calls),
      clock,
      zone: data.zone ?? 'UTC',
    },
    calls,
    definitions: async () => (await memex.analytics.list({})).entries.length,
  };
}

type Services = Omit<ReportPorts, 'clock' | 'zone'>;

function recorded(services: Services, calls: string[]): Services {
  const wrap = <T extends object>(name: string, port: T): T =>
    new Proxy(port, {
      get: (target, key, receiver) => {
        const value: unknown = Reflect.get(target, key, receiver);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown => {
          calls.push(`${name}.${String(key)}`);
          return Reflect.apply(value, target, args);
        };
      },
    });
  return {
    hub: wrap('hub', services.hub),
    profiles: wrap('profiles', services.profiles),
    tasks: wrap('tasks', services.tasks),
    incentives: wrap('incentives', services.incentives),
    logger: wrap<MessageLogger>('logger', services.logger),
  };
}
