import { decode } from '../codec/decode.js';
import { allEntries } from '../entry/all-entries.js';
import { type AppendOptions, append, appendPartial } from '../entry/append.js';
import { type CursorPage, listPage, type ProjectScope, rangeOf } from '../entry/cursor-page.js';
import { decodeOne, type IngestContext } from '../entry/decode-batch.js';
import type { PageRequest, StoredEntry } from '../entry/entry.js';
import type { ByTraceId } from '../entry/entry-store.js';
import type { BatchOutcome } from '../entry/keyed-batch.js';
import type { Limits } from '../entry/limits.js';
import { narrowProjects, refuseForeignProject } from '../entry/projects.js';
import { readUntilFull } from '../entry/until-full.js';
import { NotFoundError } from '../errors/errors.js';
import { Log } from './log.js';
import type { LogStore } from './log-store.js';
import type { Logs } from './logs.js';
import { LogQuery, LogsQuery } from './queries.js';
import { readLog } from './read-log.js';

/** The calls of `Logs`, for edges: they accept values of any type, which only the call itself checks. */
export class UntrustedLogs implements Logs {
  constructor(
    private readonly store: LogStore,
    private readonly context: IngestContext,
    /** Deletes a log, and records it. Resolves with whether it existed. */
    private readonly deleteOne: (selector: ByTraceId, options: ProjectScope) => Promise<boolean>,
  ) {}

  /** The limits of what is accepted. */
  get limits(): Limits {
    return this.context.limits;
  }

  /**
   * Stores a batch completely or not at all.
   *
   * @param input - An array of {@link LogInput}.
   * @returns The trace ids, in order.
   * @throws TooLargeError, KeyReusedError
   */
  append(input: unknown, options: AppendOptions = {}): Promise<readonly string[]> {
    return append(Log, this.store, input, this.context, options);
  }

  /** Stores the well-formed logs of a batch, and returns the issues of the others. See {@link append}. */
  appendPartial(input: unknown, options: AppendOptions = {}): Promise<BatchOutcome> {
    return appendPartial(Log, this.store, input, this.context, options);
  }

  /** Logs of a project in a time range, oldest first. @param query - {@link LogsQuery} */
  async page(query: unknown, options: ProjectScope = {}): Promise<CursorPage> {
    const { project, component, severity, ...rest } = decode(LogsQuery, query);
    const filter = {
      projects: narrowProjects(options.projects ?? 'all', project),
      ...rangeOf(rest),
      component: component ?? undefined,
      severity: severity ?? undefined,
    };
    const read = (request: PageRequest) => this.store.page(filter, request, options);
    return listPage(filter, rest, (_, request) => readUntilFull(read, request), options);
  }

  /** All logs that a query finds. @param query - {@link LogsQuery} */
  all(query: unknown, options: ProjectScope = {}): AsyncGenerator<Log, void> {
    return allEntries(query, (at, call) => this.page(at, call), readLog, options);
  }

  /** One log. @param query - {@link LogQuery} @throws NotFoundError */
  async find(query: unknown, options: ProjectScope = {}): Promise<StoredEntry> {
    const found = await this.store.find(select(query, options), options);
    return found ?? missing();
  }

  /** Replaces a log. @param query - {@link LogQuery} @throws NotFoundError, TooLargeError */
  async replace(query: unknown, input: unknown, options: ProjectScope = {}): Promise<void> {
    const { traceId, projects } = select(query, options);
    const entry = { ...decodeOne(Log, input, this.context), traceId };
    refuseForeignProject(projects, entry.value.project);
    if (!(await this.store.replace(entry, projects, options))) missing();
  }

  /** Deletes a log. @param query - {@link LogQuery} @throws NotFoundError */
  async delete(query: unknown, options: ProjectScope = {}): Promise<void> {
    if (!(await this.deleteOne(select(query, options), options))) missing();
  }
}

function select(query: unknown, { projects = 'all' }: ProjectScope) {
  return { traceId: decode(LogQuery, query).id, projects };
}

function missing(): never {
  throw new NotFoundError('the log');
}
