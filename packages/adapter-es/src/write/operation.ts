import type { Place, Version } from '../document/place.js';

/** One write. */
export type Operation =
  | { readonly op: 'create' | 'put'; readonly place: Place; readonly document: string }
  | { readonly op: 'replace'; readonly place: Place; readonly version: Version; readonly document: string }
  | { readonly op: 'remove'; readonly place: Place; readonly version: Version };

/** What became of one write. */
export interface Result {
  /** As of HTTP: 201 stored, 409 already there or changed meanwhile, 404 not there, 400 refused. */
  readonly status: number;
  readonly reason?: string | undefined;
}

/** Sends writes to the cluster. */
export interface Writer {
  /**
   * Resolves with the results in order, once each write has one.
   *
   * @throws UnavailableError where a write cannot be done now: others may have taken effect then.
   */
  write(operations: readonly Operation[]): Promise<readonly Result[]>;
}

/** Stores a document unless there is one with this id. */
export function create(place: Place, document: string): Operation {
  return { op: 'create', place, document };
}

/** Stores a document in the place of whatever is there. */
export function put(place: Place, document: string): Operation {
  return { op: 'put', place, document };
}

/** Stores a document in the place of one that did not change meanwhile. */
export function replace(place: Place, version: Version, document: string): Operation {
  return { op: 'replace', place, version, document };
}

/** Deletes a document that did not change meanwhile. */
export function remove(place: Place, version: Version): Operation {
  return { op: 'remove', place, version };
}
