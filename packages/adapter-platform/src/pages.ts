import type { CallOptions } from '@memex/core/ports';
import { type WalkedPage, walkPages } from '@memex/core/toolkit';
import { decodeResponse } from './decode-response.js';
import type { HttpClient } from './http-client.js';
import type { ServiceRequest } from './request.js';

/** One page of a result that a service pages by offset. */
export interface OffsetPage<A> {
  readonly total: number;
  readonly items: readonly A[];
}

const PAGE_SIZE = 100;

/**
 * Iterates over all items of a paged result. It reads the next page while the caller takes the items of the current one. Items that are
 * added meanwhile are included. It ends at an empty page.
 */
export function eachItem<A>(
  client: HttpClient,
  request: ServiceRequest,
  read: (body: unknown) => OffsetPage<A>,
  options: CallOptions = {},
): AsyncGenerator<A, void> {
  const readAt = async (offset: number, call: CallOptions): Promise<WalkedPage<A, number>> => {
    const { items, total } = await readPage(client, request, read, { offset, limit: PAGE_SIZE }, call);
    const next = offset + items.length;
    return { items, next: items.length === 0 || next >= total ? undefined : next };
  };
  return walkPages(0, readAt, options);
}

/** Counts the items of a paged result; each page contains the total. */
export async function countItems<A>(
  client: HttpClient,
  request: ServiceRequest,
  read: (body: unknown) => OffsetPage<A>,
  options: CallOptions = {},
): Promise<number> {
  return (await readPage(client, request, read, { offset: 0, limit: 1 }, options)).total;
}

async function readPage<A>(
  client: HttpClient,
  request: ServiceRequest,
  read: (body: unknown) => OffsetPage<A>,
  range: { readonly offset: number; readonly limit: number },
  options: CallOptions,
): Promise<OffsetPage<A>> {
  const paged = { ...request, query: { ...request.query, ...range } };
  return decodeResponse(paged, await client.send(paged, options), read);
}
