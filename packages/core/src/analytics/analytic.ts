import type * as t from 'io-ts';
import { identifier } from '../codec/leaf.js';
import { optional, record, required } from '../codec/record.js';
import { Descriptor } from './descriptor.js';
import { AnalyticResult } from './result.js';

/** A question that is asked again and again, and its latest answer. */
export const Analytic = record('Analytic', {
  id: required(identifier),
  descriptor: required(Descriptor),
  result: optional(AnalyticResult),
});
export type Analytic = t.TypeOf<typeof Analytic>;
