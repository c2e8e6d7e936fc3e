import type { Client } from '@elastic/elasticsearch';
import type { JsonObject } from '@memex/core/toolkit';

/** A document in an index. */
export interface StoredDocument {
  readonly index: string;
  readonly id: string;
  readonly source: JsonObject;
}

/** What to do with a document. */
export type Change =
  | { readonly to: 'keep' }
  | { readonly to: 'replace'; readonly source: JsonObject }
  | { readonly to: 'delete' }
  | { readonly to: 'move'; readonly index: string; readonly id: string; readonly source: JsonObject };

/** An index, and the index that its documents move to. */
export interface IndexMove {
  readonly from: string;
  readonly to: string;
}

/** The progress on one index. */
export interface Progress {
  readonly index: string;
  readonly done: number;
  readonly total: number;
  /** Documents that were changed, or would be in a dry run. */
  readonly changed: number;
}

/** What a migration works with. */
export interface MigrationContext {
  /**
   * The client of the store. Your own migration may use it for what `rewrite` cannot do, and must then respect
   * `dryRun` itself.
   */
  readonly client: Client;
  /** If true, nothing may be written. */
  readonly dryRun: boolean;
  /** Fires when the run should stop or the lease is lost. */
  readonly signal: AbortSignal;
  /**
   * What all names of this store begin with, usually nothing. Names and patterns of this context are without it; only calls of `client` need it.
   */
  readonly prefix: string;
  /** The time of the run, for data without a time of its own. */
  readonly now: Date;
  /** The application id for each project, if the operator gave a mapping. */
  readonly applicationIds: ReadonlyMap<string, string> | undefined;
  /** Returns the names of the indices that match a pattern such as `analytic-*`, sorted. */
  indices(pattern: string): Promise<readonly string[]>;
  /**
   * Passes every document of an index to `change` and writes what it returns. A dry run only counts. Documents that
   * others write meanwhile are read and passed again. Safe to repeat after a kill: `change` must return `keep` for a
   * document that it changed before.
   */
  rewrite(index: string, change: (document: StoredDocument) => Change): Promise<void>;
  /**
   * Moves all documents of indices to other indices, unchanged, and drops the old indices. A dry run only counts.
   * Documents that others write meanwhile move too. Safe to repeat after a kill.
   */
  moveIndices(moves: readonly IndexMove[]): Promise<void>;
  /** Drops an index if it is empty. */
  dropEmpty(index: string): Promise<void>;
}

/**
 * One step that brings stored data from an older format to a newer one. Steps run once each, in the order of their
 * numbers. `apply` must be idempotent: a step that was killed is applied again.
 */
export interface Migration {
  readonly number: number;
  readonly name: string;
  /**
   * Returns why the step cannot run now, for example because of a missing setting. It then stays pending, and later
   * steps run.
   */
  skip?(context: MigrationContext): string | undefined;
  apply(context: MigrationContext): Promise<void>;
}
