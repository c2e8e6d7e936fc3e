import type { QueueDepth } from '@memex/core/ports';

/** A job on its way into its table. */
export interface JobRow {
  readonly id: string;
  /** JSON */
  readonly work: string;
  readonly delayMillis: number;
}

/** The right to one start of a job. Its token is made anew at each start, so that who had an earlier one has nothing. */
export interface Claim {
  readonly seq: number;
  readonly token: string;
}

export interface TakenJob extends Claim {
  readonly id: string;
  /** JSON */
  readonly work: string;
  /** Which start this is, from 1. */
  readonly attempt: number;
  /** Why its last start failed. */
  readonly lastReason: string | undefined;
}

/** What a job that runs shows of the process that runs it: as long as that lives, there are ever more beats. */
export interface LifeSign extends Claim {
  readonly beats: number;
}

/** What becomes of a job after a start. */
export type Ending =
  | { readonly kind: 'done' }
  | { readonly kind: 'again'; readonly delayMillis: number; readonly reason: string }
  /** @param death - JSON of the dead job. */
  | { readonly kind: 'dead'; readonly death: string };

export type JobRequest =
  | { readonly op: 'enqueue'; readonly jobs: readonly JobRow[] }
  | { readonly op: 'take'; readonly most: number }
  | { readonly op: 'end'; readonly claim: Claim; readonly ending: Ending }
  /** Shows life for what this process runs; has the jobs started again of which the process showed none. */
  | { readonly op: 'pulse'; readonly own: readonly Claim[]; readonly silent: readonly LifeSign[] }
  | { readonly op: 'depth' }
  | { readonly op: 'find'; readonly id: string }
  | { readonly op: 'dead'; readonly limit: number; readonly after: number }
  | { readonly op: 'retry'; readonly ids: readonly string[] | undefined }
  | { readonly op: 'hold'; readonly holder: string; readonly ttlMillis: number }
  | { readonly op: 'release'; readonly holder: string }
  | { readonly op: 'lastFiring' }
  | { readonly op: 'recordFiring'; readonly holder: string; readonly firing: number }
  /** Asks for the version of SQLite, and whether the file can be read and written to, by doing so. */
  | { readonly op: 'probe' };

/** What came of a request; each operation answers its own part. */
export interface JobResult {
  readonly count?: number;
  readonly taken?: readonly TakenJob[];
  /** Whether who asked had what it takes: the claim, or the lease. */
  readonly held?: boolean;
  readonly pulse?: PulseResult;
  readonly depth?: QueueDepth;
  readonly found?: FoundJob | undefined;
  readonly dead?: readonly DeadRow[];
  readonly lastFiring?: number | undefined;
  readonly version?: string;
}

export interface PulseResult {
  /** What this process runs though others may, since its claim is gone. */
  readonly lost: readonly Claim[];
  /** What other processes run. */
  readonly others: readonly LifeSign[];
  /** Whether there is something to start. */
  readonly ready: boolean;
}

/** Where a job is. */
export interface FoundJob {
  readonly state: string;
  readonly starts: number;
  /** Why its last start failed. */
  readonly reason: string | undefined;
  /** When its delay is over, in milliseconds since the epoch; 0 where it has none. */
  readonly dueAt: number;
}

export interface DeadRow {
  readonly seq: number;
  /** JSON of the dead job. */
  readonly death: string;
}
