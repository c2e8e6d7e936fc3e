import { unavailable } from '../cluster/failure.js';

/** Bounds what waits to be written, or is under way. */
export class WriteBudget {
  private held = 0;

  constructor(private readonly maxBytes: number) {}

  /**
   * Holds so many bytes while a write lasts. One that is larger than all there is has its turn while nothing else is held.
   *
   * @throws UnavailableError where too much is held already.
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
