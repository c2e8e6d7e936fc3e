import type { Failure } from '../errors/failure.js';
import type { RequestOutcome } from '../errors/outcome.js';
import type { FileIdentity } from '../files/identity.js';
import type { ColumnOperations } from './columns.js';
import type { JobOperations } from './jobs.js';
import type { MeasureOperations } from './measure.js';
import type { OperationResult, RequestOf } from './operations.js';
import type { ReadOperations } from './reads.js';
import type { WriteOperations } from './writes.js';

/** The roles of worker threads, and their operations. */
export interface Roles {
  readonly writer: WriteOperations;
  readonly reader: ReadOperations;
  readonly measurer: MeasureOperations;
  readonly columns: ColumnOperations;
  readonly jobs: JobOperations;
}

export type Role = keyof Roles;

interface Requests {
  readonly writer: RequestOf<WriteOperations>;
  readonly reader: RequestOf<ReadOperations>;
  readonly measurer: RequestOf<MeasureOperations>;
  readonly columns: RequestOf<ColumnOperations>;
  readonly jobs: RequestOf<JobOperations>;
}

/** Any request to a worker of a role. */
export type WorkerRequest<R extends Role> = Requests[R];

/** The result of a request to a worker of a role. */
export type WorkerResult<R extends Role, Request = WorkerRequest<R>> = OperationResult<Roles[R], Request>;

/** Handles a list of requests. Yields their outcomes in the same order, some at a time. */
export type Serve<R extends Role> = (
  requests: readonly WorkerRequest<R>[],
) => Iterable<readonly RequestOutcome<WorkerResult<R>>[]>;

/** What a worker thread is started with. */
export interface WorkerSettings<R extends Role = Role> {
  readonly role: R;
  readonly file: string;
  /** The file that was opened first. The worker refuses any other file in its place. If absent, it accepts any file. */
  readonly identity?: FileIdentity | undefined;
  /** For the measurer: how much memory columns may take. None by default. */
  readonly columnBytes?: number;
}

/** What a worker thread posts: first whether it could open the file, then the outcomes of requests, in their order. */
export type Answer =
  | { readonly ready: FileIdentity }
  | { readonly unusable: Failure }
  | readonly RequestOutcome<unknown>[];
