import type { AppendOptions } from '@memex/core';
import type { Fields } from '@memex/core/model';
import type { BodyLimits } from '../request/body.js';
import type { Parameters } from '../request/parameters.js';
import type { Answer } from '../response/answer.js';
import type { CsvOptions } from '../response/csv-answer.js';
import type { Access } from '../security/access.js';
import type { Caller } from '../security/caller.js';
import type { Content, JsonContent } from './content.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** A request as a handler sees it. */
export interface Call {
  /** The parameters of the path and the query. */
  readonly parameters: Parameters;
  /** The parsed body; `undefined` if the route takes none. */
  readonly body: unknown;
  /** Options for the use cases: visible projects, signal, idempotency key. */
  readonly options: AppendOptions;
  /** Who calls, and what it may do. */
  readonly caller: Caller;
  /** How the client wants CSV; `undefined` if it wants JSON. */
  readonly csv: CsvOptions | undefined;
  /** The entity tags of answers that the client has, as it sent them. */
  readonly ifNoneMatch: string | undefined;
  /** The query as the client sent it. */
  readonly query: string;
  /** Of a page, its own address without the query; otherwise `undefined`. */
  readonly address: string | undefined;
}

/** The request body of a route. */
export interface RequestBody {
  readonly content: JsonContent;
  /** Bodies that the documentation shows, each under what it is. */
  readonly examples: Readonly<Record<string, unknown>>;
  readonly limits: BodyLimits;
}

/** A successful response of a route. Failures are the same for all routes. */
export interface Success {
  readonly status: number;
  readonly description: string;
  readonly content: Content;
  /** A body that the documentation shows. */
  readonly example?: unknown;
  /** Whether it may have a link to a next page. */
  readonly pages?: boolean;
}

/** One row of the table of routes. The router, `Allow`, the OpenAPI document and the labels of metrics all come from this table. */
export interface Route {
  readonly operationId: string;
  readonly method: Method;
  /** Parameters are in braces: `/performance/message/{traceId}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  /** What it needs of its caller. Open routes need no key. */
  readonly access: 'open' | Access;
  /** The parameters of the path and the query. The use case validates them. */
  readonly parameters?: Fields;
  readonly body?: RequestBody;
  /** Whether it accepts an `Idempotency-Key`. */
  readonly idempotent?: boolean;
  /**
   * An example of its answer as CSV. Only routes with one answer in CSV; among their parameters are {@link CSV_FIELDS}.
   */
  readonly csv?: string;
  /** Whether it is a page with an address of its own, which understands any query. */
  readonly page?: boolean;
  /** Whether its answer has an `ETag`, and is 304 if the client's `If-None-Match` names it. */
  readonly conditional?: boolean;
  /** Whether it is aborted when the client disconnects. Only for slow routes that change nothing. */
  readonly abortable?: boolean;
  /** Whether its answer lasts until the client disconnects. Then it is aborted when the service stops, too. */
  readonly endless?: boolean;
  readonly successes: readonly Success[];
  /** Statuses of failures in addition to the common ones. */
  readonly failures?: readonly number[];
  readonly handle: (call: Call) => Promise<Answer>;
}

/** The parameters of a route that are not in its path. */
export function queryFieldsOf({ path, parameters = {} }: Route): Fields {
  if (!path.includes('{')) return parameters;
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !path.includes(`{${name}}`)));
}
