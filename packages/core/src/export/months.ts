import type { PageOrder } from '../entry/entry.js';
import { partitionName, partitionRange } from '../entry/partition.js';
import { readLog } from '../log/read-log.js';
import { readMessage } from '../message/read-message.js';
import type { CallOptions } from '../port/call.js';
import type { AnalyticalStore } from '../store/store.js';
import { type Instant, instantOf, plusMicros } from '../time/instant.js';
import type { ExportKind } from './export-format.js';
import type { ExportScope } from './export-pages.js';

/** A part of a scope, in which all records are of one month in UTC. */
export interface ExportMonth {
  /** `YYYY-MM` */
  readonly name: string;
  readonly scope: ExportScope;
}

/** The months of a scope, from that of its first record to that of its last. Those without records are among them. */
export async function monthsOf(
  store: AnalyticalStore,
  kind: Exclude<ExportKind, 'analytics'>,
  scope: ExportScope,
  options: CallOptions = {},
): Promise<readonly ExportMonth[]> {
  const first = await endOf(store, kind, scope, 'oldest', options);
  const last = await endOf(store, kind, scope, 'newest', options);
  const months: ExportMonth[] = [];
  for (let start = first; start !== undefined && last !== undefined && start <= last; ) {
    const name = partitionName('', start).slice(1);
    const range = partitionRange('', `-${name}`);
    if (range === undefined) throw new TypeError(`${name} is no month`);
    months.push({
      name,
      scope: {
        projects: scope.projects,
        from: later(range.from, scope.from),
        to: earlier(plusMicros(range.before, -1), scope.to),
      },
    });
    start = range.before;
  }
  return months;
}

/** The instant of the first or the last record; `undefined` if there is none. */
async function endOf(
  store: AnalyticalStore,
  kind: Exclude<ExportKind, 'analytics'>,
  scope: ExportScope,
  order: PageOrder,
  options: CallOptions,
): Promise<Instant | undefined> {
  const [entry] = (await store[kind].page(scope, { order, limit: 1 }, options)).entries;
  if (entry === undefined) return undefined;
  return instantOf((kind === 'messages' ? readMessage(entry) : readLog(entry)).timestamp);
}

function later(one: Instant, other: Instant | undefined): Instant {
  return other !== undefined && other > one ? other : one;
}

function earlier(one: Instant, other: Instant | undefined): Instant {
  return other !== undefined && other < one ? other : one;
}
