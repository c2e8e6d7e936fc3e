import { unavailable } from '../cluster/failure.js';

/** Limits the bytes of writes that are waiting or in progress. */
export class WriteBudget {
  private held = 0;

  constructor(private readonly maxBytes: number) {}

  /**
   * Reserves bytes while a write is in progress. A write above the limit is admitted when nothing else is reserved.
   *
   * @throws UnavailableError if too much is reserved.
   */
  async hold<T>(bytes: number, write: () => Promise<T>): Promise<T> {
    if (this.held > 0 && this.held + bytes > this.maxBytes) throw unavailable('too many writes are waiting');
    this.held += bytes;
    try {
      return await write();
    } finally {
      this.held -= bytes;
    }
  }
}
