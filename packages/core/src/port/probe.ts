import type { CallOptions } from './call.js';

/** What something outside says of itself when asked whether it works. */
export interface ProbeReport {
  /** Its own name for operators, such as `SQLite`. */
  readonly name: string;
  readonly version: string;
  /** Where it is, without any secret. */
  readonly location: string;
}

/**
 * Asks something outside whether it can serve now. What keeps data is asked whether it can be *written* to now, of the thing itself: a
 * full disk, a file or a replica that is read-only, a limit of the cluster that is reached. It is asked often, and leaves nothing behind.
 */
export interface Probe {
  /** @throws UnavailableError where it cannot serve: its reason says what stands in the way. */
  probe(options?: CallOptions): Promise<ProbeReport>;
}
