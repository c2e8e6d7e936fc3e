import type {
  Analysis,
  AnalysisCapabilities,
  AnalysisRequest,
  CallOptions,
  MessageAnalysis,
} from '@memex/core/ports';
import { type Lanes, REQUEST_WEIGHT } from './store-workers.js';

/** Measures in a thread of its own, by indices and texts of the file. */
export class SqliteAnalysis implements MessageAnalysis {
  readonly capabilities: AnalysisCapabilities = { exactDistinct: Number.POSITIVE_INFINITY };

  constructor(private readonly lanes: Pick<Lanes, 'measure'>) {}

  async measure(request: AnalysisRequest, options?: CallOptions): Promise<readonly Analysis[]> {
    const signal = options?.signal;
    const abandoned = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const abandon = (): void => {
      Atomics.store(abandoned, 0, 1);
    };
    signal?.addEventListener('abort', abandon);
    try {
      return await this.lanes.measure.call({ request, abandoned }, REQUEST_WEIGHT, options);
    } finally {
      signal?.removeEventListener('abort', abandon);
    }
  }
}
