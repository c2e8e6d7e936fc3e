import type { IncomingMessage } from 'node:http';

export type Json = Readonly<Record<string, unknown>>;

/** What the services know. Tasks and transactions have the fields of the platform's API. */
export interface PlatformData {
  /** By application: when each user joined, in seconds since the epoch. */
  readonly users: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly apps: Readonly<Record<string, Json>>;
  readonly profiles: Readonly<Record<string, Json>>;
  readonly tasks: readonly Json[];
  readonly transactions: readonly Json[];
  readonly cohorts: readonly Json[];
}

/** What a call answers; undefined where there is nothing. */
export function answerOf(request: IncomingMessage, data: PlatformData, pageLimit: number): unknown {
  const url = new URL(request.url ?? '', 'http://localhost');
  const [, appId = '', users] =
    /^\/prod\/hub\/frontend\/data\/app\/([^/]+)(\/user)?$/.exec(url.pathname) ?? [];
  const [, userId] = /^\/prod\/profile_manager\/profiles\/([^/]+)$/.exec(url.pathname) ?? [];
  if (users !== undefined) return usersOf(data, decodeURIComponent(appId), url.searchParams);
  if (appId !== '') return data.apps[decodeURIComponent(appId)];
  if (userId !== undefined) return data.profiles[decodeURIComponent(userId)];
  switch (url.pathname) {
    case '/prod/task_manager/tasks':
      return pageOf('tasks', data.tasks, url.searchParams, pageLimit);
    case '/prod/task_manager/taskTransactions':
      return pageOf('transactions', data.transactions, url.searchParams, pageLimit);
    case '/prod/incentive_server/api/UsersCohorts/':
      return data.cohorts;
    default:
      return undefined;
  }
}

function usersOf(data: PlatformData, appId: string, query: URLSearchParams): readonly string[] {
  const [from, to] = [numberOf(query, 'fromTs') ?? 0, numberOf(query, 'toTs') ?? Number.POSITIVE_INFINITY];
  const joined = Object.entries(data.users[appId] ?? {});
  return joined.filter(([, at]) => at >= from && at <= to).map(([id]) => id);
}

/** How each parameter selects. */
const CRITERIA: Readonly<Record<string, (item: Json, value: string) => boolean>> = {
  appId: (item, value) => item.appId === undefined || item.appId === value,
  requesterId: (item, value) => item.requesterId === value,
  taskId: (item, value) => item.taskId === value,
  label: (item, value) => item.label === value,
  actioneerId: (item, value) => item.actioneerId === value,
  creationFrom: (item, value) => Number(item._creationTs) >= Number(value),
  creationTo: (item, value) => Number(item._creationTs) <= Number(value),
  hasCloseTs: (item, value) => String(item.closeTs !== undefined && item.closeTs !== null) === value,
  closeFrom: (item, value) => Number(item.closeTs ?? Number.NaN) >= Number(value),
  closeTo: (item, value) => Number(item.closeTs ?? Number.NaN) <= Number(value),
};

function pageOf(name: string, items: readonly Json[], query: URLSearchParams, pageLimit: number): Json {
  const selected = selectedOf(items, query);
  const offset = numberOf(query, 'offset') ?? 0;
  const page = selected.slice(offset, offset + Math.min(pageLimit, numberOf(query, 'limit') ?? 10));
  return { offset, total: selected.length, ...(page.length === 0 ? {} : { [name]: page }) };
}

/** What a query selects, which the pages of one walk ask for again and again. */
function selectedOf(items: readonly Json[], query: URLSearchParams): readonly Json[] {
  const criteria = [...query].filter(([key]) => key in CRITERIA);
  const key = JSON.stringify(criteria);
  const known = SELECTIONS.get(items)?.get(key);
  if (known !== undefined) return known;
  const selected = items.filter((item) =>
    criteria.every(([name, value]) => CRITERIA[name]?.(item, value) ?? true),
  );
  SELECTIONS.set(items, (SELECTIONS.get(items) ?? new Map()).set(key, selected));
  return selected;
}

const SELECTIONS = new WeakMap<readonly Json[], Map<string, readonly Json[]>>();

function numberOf(query: URLSearchParams, key: string): number | undefined {
  const value = query.get(key);
  return value === null ? undefined : Number(value);
}
