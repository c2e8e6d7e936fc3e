import type { AppendOptions } from '@memex/core';
import type { Fields } from '@memex/core/model';
import type { BodyLimits } from '../request/body.js';
import type { Parameters } from '../request/parameters.js';
import type { Answer } from '../response/answer.js';
import type { Access } from '../security/caller.js';
import type { Content, JsonContent } from './content.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** A request as a handler sees it. */
export interface Call {
  /** Those of the path and of the query together. */
  readonly parameters: Parameters;
  /** The parsed body; `undefined` where the route takes none. */
  readonly body: unknown;
  /** What the use cases take: whose projects, until when, under which idempotency key. */
  readonly options: AppendOptions;
  /** Whether the caller has the key of an admin. */
  readonly admin: boolean;
  /** The query as the client sent it. */
  readonly query: string;
}

/** What a route reads as its body. */
export interface Body {
  readonly content: JsonContent;
  /** Bodies that the documentation shows, each under what it is. */
  readonly examples: Readonly<Record<string, unknown>>;
  readonly limits: BodyLimits;
}

/** An answer that a route gives when it succeeds; those of failures are the same everywhere. */
export interface Success {
  readonly status: number;
  readonly description: string;
  readonly content: Content;
  /** Whether it may carry the address of a next page. */
  readonly pages?: boolean;
}

/**
 * One row of the table that the router, `Allow`, the OpenAPI document and the labels of metrics are made of.
 */
export interface Route {
  readonly operationId: string;
  readonly method: Method;
  /** With parameters in braces: `/performance/message/{traceId}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly access: Access;
  /** Parameters of the path and of the query, which the use case validates. */
  readonly parameters?: Fields;
  readonly body?: Body;
  /** Whether it takes an `Idempotency-Key`. */
  readonly idempotent?: boolean;
  /** Whether it is given up when the client leaves: where it takes long, and changes nothing. */
  readonly abandoned?: boolean;
  readonly successes: readonly Success[];
  /** Statuses of failure that it has beside those of every route of its kind. */
  readonly failures?: readonly number[];
  readonly handle: (call: Call) => Promise<Answer>;
}

/** The parameters of a route that come in the query: all but those that its path names. */
export function queryFieldsOf({ path, parameters = {} }: Route): Fields {
  if (!path.includes('{')) return parameters;
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !path.includes(`{${name}}`)));
}
