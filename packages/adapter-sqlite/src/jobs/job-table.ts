import { randomUUID } from 'node:crypto';
import type { QueueDepth } from '@memex/core/ports';
import type { SqlValue } from '../driver/driver.js';
import type {
  Claim,
  DeadRow,
  Ending,
  FoundJob,
  JobRow,
  LifeSign,
  PulseResult,
  TakenJob,
} from '../protocol/jobs.js';
import type { Connection } from '../schema/connection.js';

/**
 * The jobs in a file. Every method is a step of a transaction. The column `death` holds the JSON of a dead job; of one that is not dead, an
 * object of the reason for which its last start failed, as clients may know it, also of one that was dead and enqueued again.
 */
export class JobTable {
  constructor(private readonly connection: Connection) {}

  /** @returns How many were added: one whose id is there is not, unless it is dead and replaced. */
  add({ id, work, delayMillis }: JobRow): number {
    const [state, dueAt] = delayMillis > 0 ? ['delayed', Date.now() + delayMillis] : ['waiting', 0];
    return this.run(
      `INSERT INTO jobs (id, work, state, due_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE
       SET work = excluded.work, state = excluded.state, due_at = excluded.due_at, starts = 0
       WHERE state = 'dead'`,
      [id, work, state, dueAt],
    );
  }

  /** Starts the oldest jobs that wait. */
  take(most: number): readonly TakenJob[] {
    this.endDelays();
    const rows = this.connection
      .prepare(
        `SELECT seq, id, work, starts, death ->> 'publicReason' FROM jobs WHERE state = 'waiting' ORDER BY due_at, seq LIMIT ?`,
      )
      .all(most);
    const token = randomUUID();
    return rows.map(([seq, id, work, starts, reason]) => {
      const job = {
        seq: Number(seq),
        token,
        id: String(id),
        work: String(work),
        attempt: Number(starts) + 1,
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

  /** @returns Whether the claim still held. */
  end({ seq, token }: Claim, ending: Ending): boolean {
    return this.change(ending, seq, token) > 0;
  }

  private change(ending: Ending, seq: number, token: string): number {
    switch (ending.kind) {
      case 'done':
        return this.run('DELETE FROM jobs WHERE seq = ? AND token = ?', [seq, token]);
      case 'again':
        return this.run(
          `UPDATE jobs SET state = 'delayed', due_at = ?, death = ?, token = NULL WHERE seq = ? AND token = ?`,
          [Date.now() + ending.delayMillis, JSON.stringify({ publicReason: ending.reason }), seq, token],
        );
      case 'dead':
        return this.run(
          `UPDATE jobs SET state = 'dead', death = ?, token = NULL WHERE seq = ? AND token = ?`,
          [ending.death, seq, token],
        );
    }
  }

  pulse(own: readonly Claim[], silent: readonly LifeSign[]): PulseResult {
    this.endDelays();
    for (const { seq, token, beats } of silent) {
      this.run(`UPDATE jobs SET state = 'waiting', token = NULL WHERE seq = ? AND token = ? AND beats = ?`, [
        seq,
        token,
        beats,
      ]);
    }
    const lost = own.filter(({ seq, token }) => this.beat(seq, token) === 0);
    const numbers = new Set(own.map(({ seq }) => seq));
    return {
      lost,
      others: this.active().filter(({ seq }) => !numbers.has(seq)),
      ready:
        this.connection.prepare(`SELECT 1 FROM jobs WHERE state = 'waiting' LIMIT 1`).get() !== undefined,
    };
  }

  depth(): QueueDepth {
    const rows = this.connection.prepare('SELECT state, count(*) FROM jobs GROUP BY state').all();
    const counts = new Map(rows.map(([state, count]) => [state, Number(count)]));
    const of = (state: string) => counts.get(state) ?? 0;
    return { waiting: of('waiting'), delayed: of('delayed'), active: of('active'), dead: of('dead') };
  }

  find(id: string): FoundJob | undefined {
    const [state, starts, dueAt, reason] =
      this.connection
        .prepare(`SELECT state, starts, due_at, death ->> 'publicReason' FROM jobs WHERE id = ?`)
        .get(id) ?? [];
    if (state === undefined) return undefined;
    return { state: String(state), starts: Number(starts), dueAt: Number(dueAt), reason: textOf(reason) };
  }

  dead(limit: number, after: number): readonly DeadRow[] {
    return this.connection
      .prepare(`SELECT seq, death FROM jobs WHERE state = 'dead' AND seq > ? ORDER BY due_at, seq LIMIT ?`)
      .all(after, limit)
      .map(([seq, death]) => ({ seq: Number(seq), death: String(death) }));
  }

  /** @returns How many of the dead were enqueued again: those that are valid jobs. */
  retry(ids: readonly string[] | undefined): number {
    const revive = `UPDATE jobs SET state = 'waiting', starts = 0
      WHERE state = 'dead' AND death -> 'work' IS NOT NULL AND death ->> 'work' IS NOT NULL`;
    if (ids === undefined) return this.run(revive, []);
    return this.run(`${revive} AND id IN (SELECT value FROM json_each(?))`, [JSON.stringify(ids)]);
  }

  private endDelays(): void {
    this.run(`UPDATE jobs SET state = 'waiting', due_at = 0 WHERE state = 'delayed' AND due_at <= ?`, [
      Date.now(),
    ]);
  }

  private beat(seq: number, token: string): number {
    return this.run('UPDATE jobs SET beats = beats + 1 WHERE seq = ? AND token = ?', [seq, token]);
  }

  private active(): readonly LifeSign[] {
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
