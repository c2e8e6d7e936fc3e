import type { IncomingHttpHeaders } from 'node:http';
import { NotFoundError } from '@memex/core';
import type { ServiceName } from './service.js';

/** One call to a service. */
export interface ServiceRequest {
  readonly service: ServiceName;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Relative to the path of the service. Ids in it are percent-encoded. */
  readonly path: string;
  /** Undefined values are left out. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** The response to a call that succeeded. */
export interface ServiceResponse {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Names a call in texts for operators. The query is left out, since it may name a user. */
export function callOf({ method, path }: ServiceRequest): string {
  return `${method} ${path}`;
}

/**
 * Encodes an id as a segment of a path.
 *
 * @throws NotFoundError for `.` and `..`. Clients and proxies resolve these to another path, even percent-encoded, so no service can have
 *   anything under such an id.
 */
export function segmentOf(id: string): string {
  if (id === '.' || id === '..') throw new NotFoundError(`what has the id ${id}`);
  return encodeURIComponent(id);
}

/** The URL of a call. */
export function addressOf(base: string, servicePath: string, { path, query = {} }: ServiceRequest): string {
  const parts = Object.entries(query).flatMap(([key, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(key)}=${encodeURIComponent(value)}`],
  );
  return `${base.replace(/\/+$/, '')}/${servicePath}${path}${parts.length === 0 ? '' : `?${parts.join('&')}`}`;
}
