import type {
  Analysis,
  AnalysisCapabilities,
  AnalysisRequest,
  CallOptions,
  MessageAnalysis,
} from '@memex/core';
import { type Lanes, REQUEST_WEIGHT } from './lanes.js';

/** Measures in a thread of its own, by indices and texts of the file. */
export class SqliteAnalysis implements MessageAnalysis {
  readonly capabilities: AnalysisCapabilities = { exactDistinct: Number.POSITIVE_INFINITY };

  constructor(private readonly lanes: Pick<Lanes, 'measure'>) {}

  async measure(request: AnalysisRequest, options?: CallOptions): Promise<readonly Analysis[]> {
    const { analyses = [] } = await this.lanes.measure.call(
      { op: 'measure', request },
      REQUEST_WEIGHT,
      options,
    );
    return analyses;
  }
}
