import type {
  Analysis,
  AnalysisCapabilities,
  AnalysisRequest,
  CallOptions,
  MessageAnalysis,
} from '@memex/core/ports';
import { REQUEST_WEIGHT, type StoreWorkers } from './store-workers.js';

/** Runs analyses in a thread of its own, from the indices and texts of the file. */
export class SqliteAnalysis implements MessageAnalysis {
  readonly capabilities: AnalysisCapabilities = { exactDistinct: Number.POSITIVE_INFINITY };

  constructor(private readonly workers: Pick<StoreWorkers, 'measure' | 'find'>) {}

  version(project: string, options?: CallOptions): Promise<string> {
    return this.workers.find.call({ op: 'version', project }, 1, options);
  }

  async measure(request: AnalysisRequest, options?: CallOptions): Promise<readonly Analysis[]> {
    const signal = options?.signal;
    const abandoned = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const abandon = (): void => {
      Atomics.store(abandoned, 0, 1);
    };
    signal?.addEventListener('abort', abandon);
    try {
      return await this.workers.measure.call({ op: 'measure', request, abandoned }, REQUEST_WEIGHT, options);
    } finally {
      signal?.removeEventListener('abort', abandon);
    }
  }
}
