import type { Analysis, AnalysisRequest } from '@memex/core/ports';
import type { Operation } from './operations.js';

export interface MeasureOperations {
  /** One analysis for each measure of the request, in the same order. */
  readonly measure: Operation<MeasureInput, readonly Analysis[]>;
}

export interface MeasureInput {
  readonly request: AnalysisRequest;
  /** In memory that both threads share. Not 0 once nobody waits for the answer. */
  readonly abandoned?: Int32Array | undefined;
}
