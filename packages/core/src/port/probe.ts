import type { CallOptions } from './call.js';

/** What a service says about itself when it is probed. */
export interface ProbeReport {
  /** Its name, for operators, such as `SQLite`. */
  readonly name: string;
  readonly version: string;
  /** Its address or path, without secrets. */
  readonly location: string;
}

/**
 * Something that can be asked whether it can serve now. A store or queue is asked whether it can be *written* to, by trying it:
 * a full disk, a read-only file or replica, and a limit of the cluster all show. Probes are frequent, and leave nothing behind.
 */
export interface Probe {
  /** @throws UnavailableError if it cannot serve. The reason says why. */
  probe(options?: CallOptions): Promise<ProbeReport>;
}
