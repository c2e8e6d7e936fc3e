import { randomUUID } from 'node:crypto';
import type { SqlValue } from '../driver/driver.js';
import type {
  DeadRow,
  Ending,
  FoundJob,
  HeartbeatResult,
  JobCounts,
  JobHeartbeat,
  JobLock,
  JobRow,
  TakenJob,
} from '../protocol/jobs.js';
import type { Connection } from '../schema/connection.js';

/**
 * The jobs in the table `jobs`. Call its methods within a transaction.
 *
 * The column `starts` counts attempts. The column `death` holds the JSON of a dead job. For any other job that failed before, also one
 * that was dead and enqueued again, it holds `{"publicReason": …}`: why the last attempt failed, as clients may know it.
 */
export class JobTable {
  constructor(private readonly connection: Connection) {}

  /** Adds a job, or replaces a dead one with its id. @returns How many were added: 0 if the id exists and is not dead. */
  add({ id, work, delayMs }: JobRow): number {
    const [state, dueAt] = delayMs > 0 ? ['delayed', Date.now() + delayMs] : ['waiting', Date.now()];
    return this.run(
      `INSERT INTO jobs (id, work, state, due_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE
       SET work = excluded.work, state = excluded.state, due_at = excluded.due_at, starts = 0
       WHERE state = 'dead'`,
      [id, work, state, dueAt],
    );
  }

  /** Locks the oldest waiting jobs and starts an attempt of each. */
  take(max: number): readonly TakenJob[] {
    this.endDelays();
    const rows = this.connection
      .prepare(
        `SELECT seq, id, work, starts, death ->> 'publicReason' FROM jobs WHERE state = 'waiting' ORDER BY due_at, seq LIMIT ?`,
      )
      .all(max);
    const token = randomUUID();
    return rows.map(([seq, id, work, attempts, reason]) => {
      const job = {
        seq: Number(seq),
        token,
        id: String(id),
        work: String(work),
        attempt: Number(attempts) + 1,
        lastReason: textOf(reason),
      };
      this.run(`UPDATE jobs SET state = 'active', starts = ?, token = ?, beats = 0 WHERE seq = ?`, [
        job.attempt,
        token,
        job.seq,
      ]);
      return job;
    });
  }

  /** Records how an attempt ended. @returns Whether the lock was still held; if not, nothing is recorded. */
  end(lock: JobLock, ending: Ending): boolean {
    switch (ending.kind) {
      case 'done':
        return this.delete(lock) > 0;
      case 'again':
        return this.moveToDelayed(lock, Date.now() + ending.delayMs, ending.reason) > 0;
      case 'dead':
        return this.moveToDead(lock, ending.death) > 0;
    }
  }

  private delete({ seq, token }: JobLock): number {
    return this.run('DELETE FROM jobs WHERE seq = ? AND token = ?', [seq, token]);
  }

  private moveToDelayed({ seq, token }: JobLock, dueAt: number, publicReason: string): number {
    return this.run(
      `UPDATE jobs SET state = 'delayed', due_at = ?, death = ?, token = NULL WHERE seq = ? AND token = ?`,
      [dueAt, JSON.stringify({ publicReason }), seq, token],
    );
  }

  private moveToDead({ seq, token }: JobLock, death: string): number {
    return this.run(
      `UPDATE jobs SET state = 'dead', due_at = 0, death = ?, token = NULL WHERE seq = ? AND token = ?`,
      [death, seq, token],
    );
  }

  /** Counts up the heartbeats of this process's jobs, and returns stalled jobs of others to the queue. */
  heartbeat(own: readonly JobLock[], stalled: readonly JobHeartbeat[]): HeartbeatResult {
    this.endDelays();
    for (const { seq, token, beats } of stalled) {
      this.run(`UPDATE jobs SET state = 'waiting', token = NULL WHERE seq = ? AND token = ? AND beats = ?`, [
        seq,
        token,
        beats,
      ]);
    }
    const lost = own.filter((lock) => this.countHeartbeat(lock) === 0);
    const numbers = new Set(own.map(({ seq }) => seq));
    return {
      lost,
      others: this.active().filter(({ seq }) => !numbers.has(seq)),
      ready:
        this.connection.prepare(`SELECT 1 FROM jobs WHERE state = 'waiting' LIMIT 1`).get() !== undefined,
    };
  }

  depth(): JobCounts {
    // Jobs that earlier versions put to wait have no time.
    const rows = this.connection
      .prepare('SELECT state, count(*), min(nullif(due_at, 0)) FROM jobs GROUP BY state')
      .all();
    const countOf = (state: string) => Number(rows.find(([name]) => name === state)?.[1] ?? 0);
    const since = rows.find(([name]) => name === 'waiting')?.[2];
    return {
      waiting: countOf('waiting'),
      delayed: countOf('delayed'),
      active: countOf('active'),
      dead: countOf('dead'),
      waitingSinceMs: typeof since === 'number' ? since : undefined,
    };
  }

  /** In the order of the ids. */
  find(ids: readonly string[]): readonly (FoundJob | undefined)[] {
    const rows = this.connection
      .prepare(
        `SELECT id, state, starts, due_at, death ->> 'publicReason' FROM jobs WHERE id IN (SELECT value FROM json_each(?))`,
      )
      .all(JSON.stringify(ids));
    const found = new Map(
      rows.map(([id, state, attempts, dueAt, reason]) => [
        String(id),
        { state: String(state), attempts: Number(attempts), dueAt: Number(dueAt), reason: textOf(reason) },
      ]),
    );
    return ids.map((id) => found.get(id));
  }

  dead(limit: number, after: number): readonly DeadRow[] {
    return this.connection
      .prepare(`SELECT seq, death FROM jobs WHERE state = 'dead' AND seq > ? ORDER BY due_at, seq LIMIT ?`)
      .all(after, limit)
      .map(([seq, death]) => ({ seq: Number(seq), death: String(death) }));
  }

  /** Enqueues dead jobs again, except for those that are not valid jobs. @returns How many. */
  retry(ids: readonly string[] | undefined): number {
    const revive = `UPDATE jobs SET state = 'waiting', starts = 0, due_at = ?
      WHERE state = 'dead' AND death -> 'work' IS NOT NULL AND death ->> 'work' IS NOT NULL`;
    if (ids === undefined) return this.run(revive, [Date.now()]);
    return this.run(`${revive} AND id IN (SELECT value FROM json_each(?))`, [
      Date.now(),
      JSON.stringify(ids),
    ]);
  }

  /** Deletes dead jobs. @returns How many. */
  drop(ids: readonly string[] | undefined): number {
    const drop = `DELETE FROM jobs WHERE state = 'dead'`;
    if (ids === undefined) return this.run(drop, []);
    return this.run(`${drop} AND id IN (SELECT value FROM json_each(?))`, [JSON.stringify(ids)]);
  }

  private endDelays(): void {
    this.run(`UPDATE jobs SET state = 'waiting' WHERE state = 'delayed' AND due_at <= ?`, [Date.now()]);
  }

  private countHeartbeat({ seq, token }: JobLock): number {
    return this.run('UPDATE jobs SET beats = beats + 1 WHERE seq = ? AND token = ?', [seq, token]);
  }

  private active(): readonly JobHeartbeat[] {
    return this.connection
      .prepare(`SELECT seq, token, beats FROM jobs WHERE state = 'active'`)
      .all()
      .map(([seq, token, beats]) => ({ seq: Number(seq), token: String(token), beats: Number(beats) }));
  }

  private run(sql: string, parameters: readonly SqlValue[]): number {
    return this.connection.prepare(sql).run(...parameters);
  }
}

function textOf(value: SqlValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
