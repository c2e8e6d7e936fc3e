import { decode } from '../codec/decode.js';
import type { ProjectScope } from '../entry/cursor-page.js';
import { narrowProjects } from '../entry/projects.js';
import { malformed } from '../errors/malformed.js';
import { UserQuery } from '../message/queries.js';
import type { AnalyticalStore } from '../store/store.js';
import type { Clock } from '../time/clock.js';
import { type Instant, instantOf, type Timestamp } from '../time/instant.js';
import type { ExportKind } from './export-format.js';
import { type ExportPage, type ExportScope, exportPages } from './export-pages.js';
import { EXPORT_QUERIES, type ExportFormatName } from './queries.js';
import { exportUser, type UserSummary } from './user-export.js';

/** What an export was asked for. */
export interface RequestedExport {
  readonly format: ExportFormatName;
  readonly pages: AsyncGenerator<ExportPage, void>;
}

/** Exports, for edges: they accept values of any type, which only the call itself checks. */
export class UntrustedExports {
  constructor(
    private readonly store: AnalyticalStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Reads everything that a query selects, oldest first, page by page. Nothing is read before the first page is asked for.
   *
   * @param query - One of {@link EXPORT_QUERIES}
   * @throws MalformedError, ForbiddenError
   */
  open(kind: ExportKind, query: unknown, { projects = 'all', signal }: ProjectScope = {}): RequestedExport {
    const { project, format, ...parts } = decodeQuery(kind, query);
    const scope: ExportScope = { projects: narrowProjects(projects, project), ...partsOf(parts) };
    return { format: format ?? 'ndjson', pages: exportPages(this.store, kind, scope, { signal }) };
  }

  /**
   * Everything that is kept of a user, as NDJSON: see {@link exportUser}. Nothing is read before the first lines are asked for.
   *
   * @param query - {@link UserQuery}
   * @throws MalformedError, ForbiddenError
   */
  openUser(
    query: unknown,
    { projects = 'all', signal }: ProjectScope = {},
  ): AsyncGenerator<readonly string[], UserSummary> {
    const { userId, project } = decode(UserQuery, query);
    const scope = { userId, projects: narrowProjects(projects, project) };
    return exportUser(this.store, scope, this.clock.now(), { signal });
  }
}

interface DecodedQuery extends Parts {
  readonly project: string | null;
  readonly format: ExportFormatName | null;
}

function decodeQuery(kind: ExportKind, query: unknown): DecodedQuery {
  switch (kind) {
    case 'messages':
      return decode(EXPORT_QUERIES.messages, query);
    case 'logs':
      return decode(EXPORT_QUERIES.logs, query);
    case 'analytics':
      return decode(EXPORT_QUERIES.analytics, query);
  }
}

interface Parts {
  readonly fromTime?: Timestamp | null;
  readonly toTime?: Timestamp | null;
  readonly userId?: string | null;
}

function partsOf({ fromTime, toTime, userId }: Parts): Omit<ExportScope, 'projects'> {
  const [from, to] = [instantIn(fromTime), instantIn(toTime)];
  if (from !== undefined && to !== undefined && from > to)
    throw malformed('fromTime', 'must not be after toTime');
  return { from, to, userId: userId ?? undefined };
}

function instantIn(time: Timestamp | null | undefined): Instant | undefined {
  return time === null || time === undefined ? undefined : instantOf(time);
}
