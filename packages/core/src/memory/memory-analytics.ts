import type { Analytic } from '../analytics/analytic.js';
import type { AnalyticFilter, AnalyticStore, ByAnalyticId } from '../analytics/analytic-store.js';
import type { Descriptor } from '../analytics/descriptor.js';
import type { AnalyticResult } from '../analytics/result.js';
import { type CallOptions, throwIfAborted } from '../call.js';
import type { Page, PageRequest } from '../entry/entry.js';
import { includesProject } from '../entry/projects.js';
import { malformed } from '../errors.js';
import { instantOf } from '../time/instant.js';

/** Analytics in a map, in the order of their definition. */
export class MemoryAnalytics implements AnalyticStore {
  readonly capabilities = { durable: false, visibility: 'immediate' } as const;
  private readonly byId = new Map<string, { readonly order: number; analytic: Analytic }>();
  private defined = 0;

  /** @param refuseStopped - Throws while the store is stopped. */
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

  async page(
    filter: AnalyticFilter,
    { limit, after }: PageRequest,
    options?: CallOptions,
  ): Promise<Page<Analytic>> {
    this.enter(options);
    if (after !== undefined && !/^\d{1,15}$/.test(after))
      throw malformed('cursor', 'must be a cursor of this store');
    const passing = [...this.byId.values()].filter(
      ({ order, analytic }) => order > Number(after ?? -1) && passes(filter, analytic.descriptor),
    );
    const rows = passing.slice(0, limit);
    const last = rows.at(-1);
    return {
      entries: rows.map(({ analytic }) => analytic),
      next: passing.length > limit && last !== undefined ? String(last.order) : undefined,
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

function passes({ projects, type, timeWindowType }: AnalyticFilter, descriptor: Descriptor): boolean {
  return (
    includesProject(projects, descriptor.project) &&
    (type === undefined || descriptor.type === type) &&
    (timeWindowType === undefined || descriptor.timespan.type === timeWindowType)
  );
}
