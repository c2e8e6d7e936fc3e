import type { AnalyticalStore } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import { Descriptor, decode, type Message } from '@memex/core/model';
import type { NewEntry } from '@memex/core/ports';
import { absentPlatform, computeAll, instantOfMillis, stringifyJson } from '@memex/core/toolkit';
import { expect } from 'vitest';
import { expectAlike } from './alike.js';
import { refresh } from './servers.js';

/** A document as an earlier version left it. */
export interface Document {
  readonly index: string;
  readonly entry: NewEntry<Message>;
  readonly source: string;
}

/** Writes documents without the store. */
export async function bulk(node: string, documents: readonly Document[]): Promise<void> {
  const body = documents.map(
    ({ index, entry, source }) =>
      `${JSON.stringify({ create: { _index: index, _id: entry.traceId } })}\n${source}\n`,
  );
  const headers = { 'content-type': 'application/x-ndjson' };
  const response = await fetch(`${node}/_bulk?refresh=true`, {
    method: 'POST',
    headers,
    body: body.join(''),
  });
  expect(await response.json()).toMatchObject({ errors: false });
}

export function aggregation(name: string, field: string, ...filters: readonly object[]): Descriptor {
  const timespan = { type: 'moving', value: '30d' };
  return decode(Descriptor, {
    project: 'p',
    timespan,
    type: 'aggregation',
    aggregation: name,
    field,
    filters,
  });
}

/** Computes results as of 26 October 2026. */
export function results({ messages, analysis }: AnalyticalStore, descriptors: readonly Descriptor[]) {
  const clock = { now: () => instantOfMillis(Date.parse('2026-10-26T09:30:00Z')) };
  return computeAll(descriptors, { messages, analysis, platform: absentPlatform, clock, zone: 'UTC' });
}

/** Expects the results that a store in memory has for the same entries. */
export async function expectAsInMemory(
  node: string,
  store: AnalyticalStore,
  entries: readonly NewEntry<Message>[],
  descriptors: readonly Descriptor[],
): Promise<void> {
  const memory = createMemoryStore();
  await memory.start();
  await memory.messages.append({ entries });
  await refresh(node);
  const [found, wanted] = [await results(store, descriptors), await results(memory, descriptors)];
  for (const [index, descriptor] of descriptors.entries())
    expectAlike(found[index], wanted[index], stringifyJson(descriptor));
}
