import type { Place, Version } from '../document/place.js';

/** One write. */
export type Operation =
  | { readonly op: 'create' | 'put'; readonly place: Place; readonly document: string }
  | { readonly op: 'replace'; readonly place: Place; readonly version: Version; readonly document: string }
  | { readonly op: 'remove'; readonly place: Place; readonly version: Version };

/** The result of one write. */
export interface Result {
  /** An HTTP status: 201 stored, 409 exists or was changed meanwhile, 404 does not exist, 400 rejected. */
  readonly status: number;
  readonly reason?: string | undefined;
}

/** Sends writes to the cluster. */
export interface Writer {
  /**
   * Resolves with the results in order, once each write has one.
   *
   * @throws UnavailableError if a write cannot be done now. Others may have taken effect.
   */
  write(operations: readonly Operation[]): Promise<readonly Result[]>;
}

/** Stores a document unless its id is taken. */
export function create(place: Place, document: string): Operation {
  return { op: 'create', place, document };
}

/** Stores a document, and replaces any other with its id. */
export function put(place: Place, document: string): Operation {
  return { op: 'put', place, document };
}

/** Replaces a document unless it was changed meanwhile. */
export function replace(place: Place, version: Version, document: string): Operation {
  return { op: 'replace', place, version, document };
}

/** Deletes a document unless it was changed meanwhile. */
export function remove(place: Place, version: Version): Operation {
  return { op: 'remove', place, version };
}
