import {
  type BatchOutcome,
  KEY_TTL_MICROS,
  type KeptBatch,
  type KeyedBatch,
  keptOf,
  outcomeOf,
} from '../entry/keyed-batch.js';
import type { Clock } from '../time/clock.js';
import type { Instant } from '../time/instant.js';

interface Kept {
  readonly batch: KeptBatch;
  readonly at: Instant;
}

/** The idempotency keys of the last 24 hours, oldest first. */
export class IdempotencyKeys {
  private readonly byKey = new Map<string, Kept>();

  constructor(private readonly clock: Clock) {}

  /** The outcome of the first batch with this key; `undefined` if this is the first. @throws KeyReusedError */
  recall(batch: KeyedBatch<unknown>): BatchOutcome | undefined {
    this.forgetOld();
    const kept = this.byKey.get(batch.key);
    return kept && outcomeOf(kept.batch, batch);
  }

  remember(batch: KeyedBatch<unknown>): BatchOutcome {
    const kept = keptOf(batch);
    this.byKey.set(batch.key, { batch: kept, at: this.clock.now() });
    return outcomeOf(kept, batch);
  }

  private forgetOld(): void {
    const oldest = this.clock.now() - KEY_TTL_MICROS;
    for (const [key, { at }] of this.byKey) {
      if (at >= oldest) return;
      this.byKey.delete(key);
    }
  }
}
