import type { Analytic } from '../analytics/analytic.js';
import type { AnalyticFilter, AnalyticStore, ByAnalyticId } from '../analytics/analytic-store.js';
import { Descriptor } from '../analytics/descriptor.js';
import { AnalyticResult } from '../analytics/result.js';
import type { Page, PageRequest } from '../entry/entry.js';
import { PageBound } from '../entry/page-bound.js';
import { includesProject } from '../entry/projects.js';
import { foreignCursor } from '../errors/malformed.js';
import { bytesOf } from '../json/bytes-of.js';
import { stringifyJson } from '../json/exact-json.js';
import { type CallOptions, throwIfAborted } from '../port/call.js';
import { instantOf } from '../time/instant.js';

interface Row {
  readonly order: number;
  analytic: Analytic;
}

/** Analytics in a map, in the order of their definition. */
export class MemoryAnalytics implements AnalyticStore {
  readonly capabilities = { durable: false } as const;
  private readonly byId = new Map<string, Row>();
  private defined = 0;

  /** @param refuseStopped - Throws if the store is stopped. */
  constructor(private readonly refuseStopped: () => void) {}

  async define(id: string, descriptor: Descriptor, options?: CallOptions): Promise<void> {
    this.enter(options);
    if (!this.byId.has(id))
      this.byId.set(id, { order: this.defined++, analytic: { id, descriptor, result: null } });
  }

  async find({ id, projects }: ByAnalyticId, options?: CallOptions): Promise<Analytic | undefined> {
    this.enter(options);
    const found = this.byId.get(id)?.analytic;
    return found && includesProject(projects, found.descriptor.project) ? found : undefined;
  }

  async page(filter: AnalyticFilter, request: PageRequest, options?: CallOptions): Promise<Page<Analytic>> {
    this.enter(options);
    const { after } = request;
    if (after !== undefined && !/^\d{1,15}$/.test(after)) throw foreignCursor();
    const passing = [...this.byId.values()].filter(
      ({ order, analytic }) => order > Number(after ?? -1) && passes(filter, analytic.descriptor),
    );
    const bound = new PageBound(request);
    const end = passing.findIndex(({ analytic }) => !bound.admits(sizeOf(analytic)));
    const rows = end === -1 ? passing : passing.slice(0, end);
    return {
      entries: rows.map(({ analytic }) => analytic),
      next: end === -1 ? undefined : rows.at(-1)?.order.toString(),
    };
  }

  async delete(selector: ByAnalyticId, options?: CallOptions): Promise<boolean> {
    const found = await this.find(selector, options);
    return found !== undefined && this.byId.delete(found.id);
  }

  async saveResult(id: string, result: AnalyticResult, options?: CallOptions): Promise<boolean> {
    this.enter(options);
    const row = this.byId.get(id);
    if (row === undefined) return false;
    const { result: earlier } = row.analytic;
    if (earlier === null || instantOf(earlier.creationDt) <= instantOf(result.creationDt))
      row.analytic = { ...row.analytic, result };
    return true;
  }

  private enter(options: CallOptions | undefined): void {
    throwIfAborted(options);
    this.refuseStopped();
  }
}

function sizeOf({ descriptor, result }: Analytic): number {
  const parts = [Descriptor.encode(descriptor), ...(result === null ? [] : [AnalyticResult.encode(result)])];
  return parts.reduce<number>((sum, part) => sum + bytesOf(stringifyJson(part)), 0);
}

function passes({ projects, type, timeWindowType }: AnalyticFilter, descriptor: Descriptor): boolean {
  return (
    includesProject(projects, descriptor.project) &&
    (type === undefined || descriptor.type === type) &&
    (timeWindowType === undefined || descriptor.timespan.type === timeWindowType)
  );
}
