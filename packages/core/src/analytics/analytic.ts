import type * as t from 'io-ts';
import { identifier } from '../codec/leaf.js';
import { lenient } from '../codec/lenient.js';
import { optional, record, required } from '../codec/record.js';
import { Descriptor } from './descriptor.js';
import { AnalyticResult } from './result.js';

/**
 * A descriptor with its latest result. Stores and other services also have definitions with fields that are refused today; this
 * codec reads them.
 */
export const Analytic = record('Analytic', {
  id: required(identifier),
  descriptor: required(lenient(Descriptor)),
  result: optional(AnalyticResult),
});
export type Analytic = t.TypeOf<typeof Analytic>;
