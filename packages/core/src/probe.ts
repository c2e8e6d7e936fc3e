import type { CallOptions } from './call.js';

/** What something outside says of itself when asked whether it works. */
export interface ProbeReport {
  /** Its own name for operators, such as `SQLite`. */
  readonly name: string;
  readonly version: string;
  /** Where it is, without any secret. */
  readonly location: string;
}

/** Asks something outside whether it can serve now. */
export interface Probe {
  /** @throws UnavailableError where it cannot serve. */
  probe(options?: CallOptions): Promise<ProbeReport>;
}
