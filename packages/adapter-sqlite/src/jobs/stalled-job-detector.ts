import type { JobHeartbeat } from '../protocol/jobs.js';

/**
 * Finds jobs whose process has ended: those whose heartbeat count stays the same during many looks. It counts looks instead of time,
 * so changed clocks, a suspended machine or a locked file do no harm: they hold up all processes alike.
 */
export class StalledJobDetector {
  private known = new Map<number, JobHeartbeat & { readonly missed: number }>();

  /** @param maxMissed - After this many looks without a new heartbeat a job counts as stalled. */
  constructor(private readonly maxMissed: number) {}

  /** @param heartbeats - What this look found. @returns The jobs that are stalled. */
  look(heartbeats: readonly JobHeartbeat[]): readonly JobHeartbeat[] {
    const seen = heartbeats.map((heartbeat) => {
      const last = this.known.get(heartbeat.seq);
      const isSame = last !== undefined && last.token === heartbeat.token && last.beats === heartbeat.beats;
      return { ...heartbeat, missed: isSame ? last.missed + 1 : 0 };
    });
    this.known = new Map(seen.map((heartbeat) => [heartbeat.seq, heartbeat]));
    return seen.filter(({ missed }) => missed >= this.maxMissed);
  }
}
