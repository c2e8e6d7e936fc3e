import type { estypes } from '@elastic/elasticsearch';
import type { Place } from './place.js';

/** A document as the cluster returns it. */
export interface Document {
  readonly place: Place;
  /** Its JSON text, byte for byte. */
  readonly source: string;
}

/** A document among others in an order. */
export interface SortedDocument extends Document {
  readonly values: estypes.SortResults;
}
