import type {
  Analysis,
  AnalysisCapabilities,
  AnalysisRequest,
  CallOptions,
  MessageAnalysis,
} from '@memex/core/ports';
import type { Engine } from '../engine/engine.js';
import { copiesFor } from '../read/copies.js';
import type { Indices } from '../read/indices.js';
import { measureByIndex } from './measure-by-index.js';
import { measureByReading } from './measure-by-reading.js';
import { multiSearch } from './multi-search.js';
import type { Scope } from './scope.js';
import { createSearchClient } from './search-client.js';

/** Answers measures with aggregations. What is not indexed is measured by reading the messages. */
export class ElasticAnalysis implements MessageAnalysis {
  /** @param indices - The indices of messages. */
  constructor(
    private readonly engine: Engine,
    private readonly indices: Indices,
    readonly capabilities: AnalysisCapabilities,
  ) {}

  measure(
    { project, window, measures, buckets }: AnalysisRequest,
    options?: CallOptions,
  ): Promise<readonly Analysis[]> {
    const scope: Scope = { ...this.capabilities, project, parts: [window, ...buckets] };
    return this.engine.read(
      ({ client }) =>
        this.indices.withKnown(client, options, async (indices) => {
          const place = { indices, copies: copiesFor(project) };
          const searching = createSearchClient((searches) => multiSearch(client, place, searches, options));
          const answers = await Promise.all(
            measures.map((measure) => measureByIndex(searching, measure, scope)),
          );
          const unanswered = measures.filter((_, index) => answers[index] === undefined);
          const read = [...(await measureByReading(client, indices, scope, unanswered, options))];
          return answers.map((answer) => answer ?? read.shift() ?? missing());
        }),
      options,
    );
  }
}

function missing(): never {
  throw new TypeError('each measure has an answer');
}
