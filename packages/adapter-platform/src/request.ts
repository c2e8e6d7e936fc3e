import type { IncomingHttpHeaders } from 'node:http';
import { NotFoundError } from '@memex/core';
import type { ServiceName } from './service.js';

/** One call of a service. */
export interface ServiceRequest {
  readonly service: ServiceName;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the service's own path, its variable parts encoded. */
  readonly path: string;
  /** Parts that are undefined are left out. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** What came back of a call that succeeded. */
export interface ServiceResponse {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** How a call is named to operators: without its query, which may name a user. */
export function callOf({ method, path }: ServiceRequest): string {
  return `${method} ${path}`;
}

/**
 * An id as a segment of a path. `.` and `..` cannot be one: clients and proxies take them, also percent-encoded, for another path.
 *
 * @throws NotFoundError where it cannot: no service can have anything under such an id.
 */
export function segmentOf(id: string): string {
  if (id === '.' || id === '..') throw new NotFoundError(`what has the id ${id}`);
  return encodeURIComponent(id);
}

/** The address of a call. */
export function addressOf(base: string, servicePath: string, { path, query = {} }: ServiceRequest): string {
  const parts = Object.entries(query).flatMap(([key, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(key)}=${encodeURIComponent(value)}`],
  );
  return `${base.replace(/\/+$/, '')}/${servicePath}${path}${parts.length === 0 ? '' : `?${parts.join('&')}`}`;
}
