import type { IdempotencyKey } from '../entry/entry.js';
import type { Clock } from '../time/clock.js';
import { type Instant, MICROS_PER_DAY } from '../time/instant.js';

interface Remembered {
  readonly fingerprint: string;
  readonly traceIds: readonly string[];
  readonly at: Instant;
}

/** The idempotency keys of the last day, oldest first. */
export class IdempotencyKeys {
  private readonly byKey = new Map<string, Remembered>();

  constructor(private readonly clock: Clock) {}

  recall(key: string): Remembered | undefined {
    this.forgetOld();
    return this.byKey.get(key);
  }

  remember({ key, fingerprint }: IdempotencyKey, traceIds: readonly string[]): void {
    this.byKey.set(key, { fingerprint, traceIds, at: this.clock.now() });
  }

  private forgetOld(): void {
    const oldest = this.clock.now() - MICROS_PER_DAY;
    for (const [key, { at }] of this.byKey) {
      if (at >= oldest) return;
      this.byKey.delete(key);
    }
  }
}
