import type { Connection } from '../schema/connection.js';

/** The lease of the schedulers, and their last firing, in a file. Every method is a step of a transaction. */
export class BeatTable {
  constructor(private readonly connection: Connection) {}

  /** @returns Whether the holder has the lease now. */
  hold(holder: string, ttlMillis: number): boolean {
    const now = Date.now();
    const changed = this.connection
      .prepare(
        'UPDATE beat SET holder = ?1, held_until = ?2 WHERE holder IS ?1 OR holder IS NULL OR held_until <= ?3',
      )
      .run(holder, now + ttlMillis, now);
    return changed > 0;
  }

  release(holder: string): void {
    this.connection.prepare('UPDATE beat SET holder = NULL WHERE holder = ?').run(holder);
  }

  lastFiring(): number | undefined {
    const [firing] = this.connection.prepare('SELECT last_firing FROM beat').get() ?? [];
    return typeof firing === 'number' ? firing : undefined;
  }

  /** @returns Whether the holder has the lease. */
  recordFiring(holder: string, firing: number): boolean {
    const changed = this.connection
      .prepare(
        `UPDATE beat SET last_firing = max(coalesce(last_firing, 0), ?) WHERE holder = ? AND held_until > ?`,
      )
      .run(firing, holder, Date.now());
    return changed > 0;
  }
}
