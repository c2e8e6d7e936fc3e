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
import { measured } from './measured.js';
import { multiSearch } from './multi-search.js';
import { readMeasures } from './reading.js';
import type { Scope } from './scope.js';
import { all, runPlan } from './search-plan.js';

/** Measures by aggregations, all of a step in one request; what is not indexed is measured by reading it. */
export class ElasticAnalysis implements MessageAnalysis {
  /** @param indices - Those of messages. */
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
        this.indices.withNow(client, options, async (indices) => {
          if (measures.length === 0) return [];
          const answers = await runPlan(
            all(measures.map((measure) => measured(measure, scope))),
            (searches) => multiSearch(client, { indices, copies: copiesFor(project) }, searches, options),
          );
          const unanswered = measures.filter((_, index) => answers[index] === undefined);
          const read = [...(await readMeasures(client, indices, scope, unanswered, options))];
          return answers.map((answer) => answer ?? read.shift() ?? missing());
        }),
      options,
    );
  }
}

function missing(): never {
  throw new TypeError('each measure has an answer');
}
