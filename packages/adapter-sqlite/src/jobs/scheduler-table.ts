import type { Connection } from '../schema/connection.js';

/** The schedulers' lease and their last run, in the table `beat`. Call its methods within a transaction. */
export class SchedulerTable {
  constructor(private readonly connection: Connection) {}

  /** Takes or renews the lease. @returns Whether the holder has it now. */
  holdLease(holder: string, ttlMs: number): boolean {
    const now = Date.now();
    const changed = this.connection
      .prepare(
        'UPDATE beat SET holder = ?1, held_until = ?2 WHERE holder IS ?1 OR holder IS NULL OR held_until <= ?3',
      )
      .run(holder, now + ttlMs, now);
    return changed > 0;
  }

  releaseLease(holder: string): void {
    this.connection.prepare('UPDATE beat SET holder = NULL WHERE holder = ?').run(holder);
  }

  lastRun(): number | undefined {
    const [run] = this.connection.prepare('SELECT last_firing FROM beat').get() ?? [];
    return typeof run === 'number' ? run : undefined;
  }

  /** @returns Whether the holder has the lease; if not, nothing is recorded. */
  recordRun(holder: string, run: number): boolean {
    const changed = this.connection
      .prepare(
        `UPDATE beat SET last_firing = max(coalesce(last_firing, 0), ?) WHERE holder = ? AND held_until > ?`,
      )
      .run(run, holder, Date.now());
    return changed > 0;
  }
}
