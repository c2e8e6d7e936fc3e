/** How big the platform of a row is. */
export interface BenchPlatform {
  readonly users: number;
  readonly tasks: number;
  /** Milliseconds that each profile takes. */
  readonly delay?: number;
  /** Where the Memex is that answers as the logger. */
  readonly logger?: string;
  /** Where the calls are written to when it is asked. */
  readonly calls?: string;
}
