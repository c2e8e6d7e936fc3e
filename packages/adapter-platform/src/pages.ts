import type { CallOptions } from '@memex/core/ports';
import { type WalkedPage, walkPages } from '@memex/core/toolkit';
import type { HttpClient } from './http-client.js';
import { readAnswer } from './read-answer.js';
import type { ServiceRequest } from './request.js';

/** A part of a result that a service pages by offset. */
export interface OffsetPage<A> {
  readonly total: number;
  readonly items: readonly A[];
}

const PAGE = 100;

/**
 * Every item of a paged result; the next page is read while the items of one are taken. What the service adds meanwhile is read too; it
 * ends with an empty page.
 */
export function eachItem<A>(
  client: HttpClient,
  request: ServiceRequest,
  read: (body: unknown) => OffsetPage<A>,
  options: CallOptions = {},
): AsyncGenerator<A, void> {
  const readAt = async (offset: number, call: CallOptions): Promise<WalkedPage<A, number>> => {
    const { items, total } = await readPage(client, request, read, { offset, limit: PAGE }, call);
    const next = offset + items.length;
    return { items, next: items.length === 0 || next >= total ? undefined : next };
  };
  return walkPages(0, readAt, options);
}

/** How many items a paged result has: the first page says it. */
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
  part: { readonly offset: number; readonly limit: number },
  options: CallOptions,
): Promise<OffsetPage<A>> {
  const paged = { ...request, query: { ...request.query, ...part } };
  return readAnswer(paged, await client.send(paged, options), read);
}
