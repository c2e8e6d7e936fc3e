import { InternalError } from '@memex/core';
import type { Analytic, AnalyticResult, Descriptor } from '@memex/core/model';
import type {
  AnalyticFilter,
  AnalyticStore,
  ByAnalyticId,
  CallOptions,
  Page,
  PageRequest,
} from '@memex/core/ports';
import { includesProject, instantOf, stringifyJson } from '@memex/core/toolkit';
import type { Settings } from './config/options.js';
import type { Engine } from './engine/engine.js';
import type { Session } from './engine/session.js';
import { AnalyticIndices, type FoundAnalytic } from './read/analytics.js';
import { RecentlyFound } from './read/recently-found.js';
import { refresh } from './read/refresh.js';
import { create, remove, replace } from './write/operation.js';

const REPLACED = 200;
const DELETED = 200;
const CREATED = 201;
const CONFLICT = 409;

/**
 * Analytics in an index of their own. Those of the Python service are read where they are, and move to this index
 * when they change.
 */
export class ElasticAnalytics implements AnalyticStore {
  readonly capabilities = { durable: true } as const;
  private readonly indices: AnalyticIndices;
  private readonly recent = new RecentlyFound();

  constructor(
    private readonly engine: Engine,
    settings: Settings,
  ) {
    this.indices = new AnalyticIndices(settings);
  }

  define(id: string, descriptor: Descriptor, options?: CallOptions): Promise<void> {
    return this.engine.write(async (session) => {
      if ((await this.indices.find(session.client, id, options)) !== undefined) return;
      await this.create(session, { id, descriptor, result: null });
    }, options);
  }

  find({ id, projects }: ByAnalyticId, options?: CallOptions): Promise<Analytic | undefined> {
    return this.engine.read(async ({ client }) => {
      const found = await this.indices.find(client, id, options);
      if (found === undefined || !includesProject(projects, found.analytic.descriptor.project))
        return undefined;
      this.recent.remember(found);
      return found.analytic;
    }, options);
  }

  page(filter: AnalyticFilter, request: PageRequest, options?: CallOptions): Promise<Page<Analytic>> {
    return this.engine.read(({ client }) => this.indices.page(client, filter, request, options), options);
  }

  delete({ id, projects }: ByAnalyticId, options?: CallOptions): Promise<boolean> {
    return this.engine.write(async (session) => {
      for (;;) {
        const found = await this.indices.find(session.client, id, options);
        if (found === undefined || !includesProject(projects, found.analytic.descriptor.project))
          return false;
        if (await this.removeAll(session, found)) return true;
      }
    }, options);
  }

  saveResult(id: string, result: AnalyticResult, options?: CallOptions): Promise<boolean> {
    return this.engine.write(async (session) => {
      if (await this.replaceRecent(session, id, result)) return true;
      for (;;) {
        const found = await this.indices.find(session.client, id, options);
        if (found === undefined) return false;
        const { result: earlier } = found.analytic;
        if (earlier !== null && instantOf(earlier.creationDt) > instantOf(result.creationDt)) return true;
        if (await this.put(session, found, { ...found.analytic, result })) return true;
      }
    }, options);
  }

  /**
   * A worker finds an analytic, computes it, and saves the result: the write tells whether it was changed meanwhile, so it need not be
   * found again. Resolves with whether it was unchanged.
   */
  private async replaceRecent({ writer }: Session, id: string, result: AnalyticResult): Promise<boolean> {
    const recent = this.recent.take(id);
    if (recent === undefined || recent.computedAt > instantOf(result.creationDt)) return false;
    const { place, version, descriptor } = recent;
    const [outcome] = await writer.write([
      replace(place, version, stringifyJson({ id, descriptor, result })),
    ]);
    return outcome?.status === REPLACED;
  }

  /** Resolves with whether the analytic was unchanged since it was found. */
  private async put(session: Session, found: FoundAnalytic, analytic: Analytic): Promise<boolean> {
    const [own] = found.documents;
    if (found.isOlder || own === undefined)
      return (await this.create(session, analytic)) && this.removeAll(session, found);
    const write = replace(own.place, own.version, stringifyJson(analytic));
    const [outcome] = await session.writer.write([write]);
    return outcome?.status === REPLACED;
  }

  private async create({ writer }: Session, analytic: Analytic): Promise<boolean> {
    const write = create(this.indices.placeOf(analytic.id), stringifyJson(analytic));
    const [outcome] = await writer.write([write]);
    if (outcome?.status === CREATED) return true;
    if (outcome?.status === CONFLICT) return false;
    throw new InternalError(`an analytic was not stored: ${outcome?.reason}`);
  }

  /** Deletes each document of an analytic. Resolves with whether all were unchanged since they were found. */
  private async removeAll(
    { client, writer }: Session,
    { documents, isOlder }: FoundAnalytic,
  ): Promise<boolean> {
    const outcomes = await writer.write(documents.map(({ place, version }) => remove(place, version)));
    // Lists refresh only the index of Memex: the Python service may have left thousands.
    if (isOlder) await refresh(client, [...new Set(documents.map(({ place }) => place.index))]);
    return outcomes.every(({ status }) => status === DELETED);
  }
}
