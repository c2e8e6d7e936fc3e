import type { Position } from '@memex/core';
import type { Place, Version } from '../write/operation.js';

/** A document as the cluster returns it. */
export interface Hit {
  readonly place: Place;
  readonly version: Version;
  /** Its JSON text, byte for byte. */
  readonly source: string;
}

/** A document in an order. */
export interface SortedHit extends Hit {
  readonly position: Position;
}
