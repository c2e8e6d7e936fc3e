import type { Client } from '@elastic/elasticsearch';
import type { JsonObject } from '@memex/core/toolkit';

/** A document as it lies in an index. */
export interface StoredDocument {
  readonly index: string;
  readonly id: string;
  readonly source: JsonObject;
}

/** What becomes of a document. */
export type Change =
  | { readonly to: 'keep' }
  | { readonly to: 'replace'; readonly source: JsonObject }
  | { readonly to: 'delete' }
  | { readonly to: 'move'; readonly index: string; readonly id: string; readonly source: JsonObject };

/** An index, and the one that its documents move into. */
export interface IndexMove {
  readonly from: string;
  readonly to: string;
}

/** How far the rewriting of one index has come. */
export interface Progress {
  readonly index: string;
  readonly done: number;
  readonly total: number;
  /** Documents that were changed or, in a dry run, would be. */
  readonly changed: number;
}

/** What a migration works with. */
export interface MigrationContext {
  /** The store's client. A migration of one's own may use it for what `rewrite` cannot do, and then heeds `dryRun` itself. */
  readonly client: Client;
  /** Whether nothing may be written. */
  readonly dryRun: boolean;
  /** Fires when the run is to stop, or when the lease is lost. */
  readonly signal: AbortSignal;
  /** The time of the run, for what has none. */
  readonly now: Date;
  /** Projects and the application ids that replace them, where a mapping was given. */
  readonly applicationIds: ReadonlyMap<string, string> | undefined;
  /** The names of the indices that match a pattern such as `analytic-*`, sorted. */
  indices(pattern: string): Promise<readonly string[]>;
  /**
   * Passes every document of an index to `change`, and writes what it answers; counts only in a dry run. Documents that somebody else
   * writes meanwhile are read and passed again. Safe to repeat after a kill: `change` must answer `keep` for what it changed before.
   */
  rewrite(index: string, change: (document: StoredDocument) => Change): Promise<void>;
  /**
   * Moves all documents of indices into other ones as they are, and drops the indices; counts only in a dry run. What somebody else
   * writes meanwhile moves too. Safe to repeat after a kill.
   */
  moveIndices(moves: readonly IndexMove[]): Promise<void>;
  /** Drops an index that holds no document any more. */
  dropEmpty(index: string): Promise<void>;
}

/**
 * One step of a store's data from an older form to a newer one. Steps run in the order of their numbers, each once. `apply` must be
 * idempotent: a step that was killed is applied again.
 */
export interface Migration {
  readonly number: number;
  readonly name: string;
  /** Why the step cannot run now, such as a missing setting; it stays pending then, and later ones go on. */
  skip?(context: MigrationContext): string | undefined;
  apply(context: MigrationContext): Promise<void>;
}
