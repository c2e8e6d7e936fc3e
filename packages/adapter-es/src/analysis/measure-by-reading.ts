import type { Client } from '@elastic/elasticsearch';
import type { Analysis, CallOptions, Measure } from '@memex/core/ports';
import { historyOf } from '@memex/core/toolkit';
import type { Span } from '../config/index-names.js';
import { messagesIn } from '../document/messages-in.js';
import type { IndexList } from '../read/index-list.js';
import { walkDocuments } from '../read/walk.js';
import { createAccumulator } from './accumulators.js';
import { type Scope, selectionOf } from './scope.js';

/** Answers measures by reading every message in scope, once for all measures. */
export async function measureByReading(
  client: Client,
  indices: IndexList,
  scope: Scope,
  measures: readonly Measure[],
  options?: CallOptions,
): Promise<readonly Analysis[]> {
  const accumulators = measures.map((measure) => createAccumulator(measure, scope));
  if (accumulators.length === 0) return [];
  const { query, within } = selectionOf(scope.project, spanOf(measures, scope));
  const index = indices.within(within);
  for await (const documents of walkDocuments(client, index, query, options)) {
    for (const { value, at } of messagesIn(documents))
      for (const accumulator of accumulators) accumulator.add(value, at);
  }
  return accumulators.map((accumulator) => accumulator.analysis());
}

/** The time that all measures look at. */
function spanOf(measures: readonly Measure[], { parts: [window] }: Scope): Span {
  const { from, to } = window;
  const spans = measures.map((measure) => historyOf(measure, window));
  return {
    from: spans.every((span) => span.from !== undefined) ? from : undefined,
    to: spans.every((span) => span.to !== undefined) ? to : undefined,
  };
}
