import type { estypes } from '@elastic/elasticsearch';
import type { Place, Version } from '../write/operation.js';

/** Where a document is, and in which version. */
export interface Located {
  readonly place: Place;
  readonly version: Version;
}

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
