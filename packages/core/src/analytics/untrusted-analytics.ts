import { decode } from '../codec/decode.js';
import { list } from '../codec/list.js';
import { type CursorPage, listPage, type ProjectScope } from '../entry/cursor-page.js';
import type { PageRequest } from '../entry/entry.js';
import type { IdSource } from '../entry/id-source.js';
import { narrowProjects, refuseForeignProject } from '../entry/projects.js';
import { NotFoundError } from '../errors/errors.js';
import { checkPart } from '../errors/malformed.js';
import type { CallOptions } from '../port/call.js';
import type { Analytic } from './analytic.js';
import { AnalyticJobs, type AnalyticJobsOptions } from './analytic-jobs.js';
import type { AnalyticState } from './analytic-state.js';
import { type AnalyticStore, type ByAnalyticId, MAX_ANALYTICS_BYTES } from './analytic-store.js';
import type { Analytics, ResultOf } from './analytics.js';
import { refuseUncomputable } from './computation.js';
import { compute, computeAll, REQUEST_BOUNDS, type Sources } from './compute.js';
import { Descriptor, type DescriptorInput } from './descriptor.js';
import { AnalyticQuery, AnalyticsQuery } from './queries.js';
import { queryVersion } from './query-version.js';
import type { AnalyticResult } from './result.js';

/** What analytics are made of. */
export interface UntrustedAnalyticsOptions {
  readonly store: AnalyticStore;
  readonly queue: AnalyticJobsOptions['queue'];
  readonly sources: Sources;
  readonly ids: IdSource;
}

/** The calls of `Analytics`, for edges: they accept values of any type, which only the call itself checks. */
export class UntrustedAnalytics implements Analytics {
  private readonly jobs: AnalyticJobs;
  constructor(private readonly parts: UntrustedAnalyticsOptions) {
    this.jobs = new AnalyticJobs(parts);
  }

  /**
   * Defines an analytic, without computing it.
   *
   * @param input - {@link DescriptorInput}
   * @returns Its id.
   */
  async define(input: unknown, options: ProjectScope = {}): Promise<string> {
    const { store, ids } = this.parts;
    const descriptor = this.read(input, options);
    const id = ids.next();
    await store.define(id, descriptor, options);
    return id;
  }

  /** An analytic with its latest result. @param query - {@link AnalyticQuery} @throws NotFoundError */
  async find(query: unknown, options: ProjectScope = {}): Promise<Analytic> {
    const found = await this.parts.store.find(selectorOf(query, options), options);
    if (found === undefined) throw new NotFoundError('the analytic');
    return found;
  }

  /** Analytics with their latest results. @param query - {@link AnalyticsQuery} */
  async list(query: unknown, options: ProjectScope = {}): Promise<CursorPage<Analytic>> {
    const { project, type, timeWindowType, ...paging } = decode(AnalyticsQuery, query);
    const filter = {
      projects: narrowProjects(options.projects ?? 'all', project),
      type: type ?? undefined,
      timeWindowType: timeWindowType ?? undefined,
    };
    const read = (f: typeof filter, request: PageRequest) => this.parts.store.page(f, request, options);
    return listPage(filter, paging, read, options, MAX_ANALYTICS_BYTES);
  }

  /** Deletes an analytic with its result, if it exists. @param query - {@link AnalyticQuery} */
  async delete(query: unknown, options: ProjectScope = {}): Promise<void> {
    await this.parts.store.delete(selectorOf(query, options), options);
  }

  /** Computes a descriptor now, and stores nothing. @param input - {@link DescriptorInput} */
  compute<D extends DescriptorInput>(input: D, options?: ProjectScope): Promise<ResultOf<D>>;
  compute(input: unknown, options?: ProjectScope): Promise<AnalyticResult>;
  async compute(input: unknown, options: ProjectScope = {}): Promise<AnalyticResult> {
    return compute(this.read(input, options), this.parts.sources, options);
  }

  /** Computes several descriptors with few calls of the store. See {@link compute}. */
  async computeAll(
    inputs: readonly unknown[],
    options: ProjectScope = {},
  ): Promise<readonly AnalyticResult[]> {
    const descriptors = inputs.map((input) => this.read(input, options));
    return computeAll(descriptors, this.parts.sources, options);
  }

  /**
   * Computes the descriptors of a list, as {@link computeAll} does. Issues have the place in the list in their paths.
   *
   * @param input - A list of {@link DescriptorInput}
   */
  async computeList(input: unknown, options: ProjectScope = {}): Promise<readonly AnalyticResult[]> {
    return computeAll(this.readList(input, options), this.parts.sources, options, REQUEST_BOUNDS);
  }

  /** A text that stands for what {@link computeList} gives. See {@link queryVersion}. @param input - A list of {@link DescriptorInput} */
  async versionOfList(input: unknown, options: ProjectScope = {}): Promise<string | undefined> {
    return queryVersion(this.readList(input, options), this.parts.sources, options);
  }

  /**
   * Computes an analytic and stores the result. It may run twice, even at the same time. An analytic that is deleted before or
   * meanwhile stays deleted.
   *
   * @returns Whether the analytic exists.
   */
  async update(id: string, options: CallOptions = {}): Promise<boolean> {
    const { store, sources } = this.parts;
    const found = await store.find({ id, projects: 'all' }, options);
    if (found === undefined) return false;
    return store.saveResult(id, await compute(found.descriptor, sources, options), options);
  }

  /** See {@link AnalyticJobs.request}. @param query - {@link ComputingQuery} */
  request(query: unknown, options: ProjectScope = {}): Promise<number> {
    return this.jobs.request(query, options);
  }

  /** See {@link AnalyticJobs.requestDue}. */
  requestDue(options: CallOptions = {}): Promise<number> {
    return this.jobs.requestDue(options);
  }

  /** See {@link AnalyticJobs.stateOf}. */
  stateOf(analytic: Analytic, options: CallOptions = {}): Promise<AnalyticState> {
    return this.jobs.stateOf(analytic, options);
  }

  /** See {@link AnalyticJobs.statesOf}. */
  statesOf(analytics: readonly Analytic[], options: CallOptions = {}): Promise<readonly AnalyticState[]> {
    return this.jobs.statesOf(analytics, options);
  }

  private readList(input: unknown, options: ProjectScope): readonly Descriptor[] {
    const descriptors = decode(Descriptors, input);
    for (const [index, descriptor] of descriptors.entries())
      checkPart(`[${index}]`, () => this.refuse(descriptor, options));
    return descriptors;
  }

  private read(input: unknown, options: ProjectScope): Descriptor {
    const descriptor = decode(Descriptor, input);
    this.refuse(descriptor, options);
    return descriptor;
  }

  private refuse(descriptor: Descriptor, { projects = 'all' }: ProjectScope): void {
    refuseForeignProject(projects, descriptor.project);
    const { clock, zone } = this.parts.sources;
    refuseUncomputable(descriptor, { now: clock.now(), zone });
  }
}

const Descriptors = list(Descriptor);

function selectorOf(query: unknown, { projects = 'all' }: ProjectScope): ByAnalyticId {
  const { id, project } = decode(AnalyticQuery, query);
  return { id, projects: narrowProjects(projects, project) };
}
