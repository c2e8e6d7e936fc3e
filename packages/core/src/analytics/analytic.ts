import type * as t from 'io-ts';
import { identifier } from '../codec/leaf.js';
import { lenient } from '../codec/lenient.js';
import { optional, record, required } from '../codec/record.js';
import { Descriptor } from './descriptor.js';
import { AnalyticResult } from './result.js';

/**
 * A question that is asked again and again, and its latest answer. It is how stores and other services keep definitions, of which
 * some have fields that are refused today.
 */
export const Analytic = record('Analytic', {
  id: required(identifier),
  descriptor: required(lenient(Descriptor)),
  result: optional(AnalyticResult),
});
export type Analytic = t.TypeOf<typeof Analytic>;
