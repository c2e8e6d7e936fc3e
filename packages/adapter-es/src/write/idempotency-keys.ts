import { createHash } from 'node:crypto';
import { errors } from '@elastic/elasticsearch';
import { type IdempotencyKey, InternalError, KeyReusedError } from '@memex/core';
import type { Session } from '../engine.js';
import type { Kind } from '../kind.js';
import { create, type Place, put } from './operation.js';
import { removeMatching } from './remove-matching.js';

/** What a batch was stored as, or is being stored as, under a key. */
export interface Claim {
  readonly traceIds: readonly string[];
  /** Whether all of the batch was acknowledged. Until then whoever comes with the key helps to complete it. */
  readonly complete: boolean;
}

interface Remembered extends Claim {
  readonly at: number;
  readonly fingerprint: string;
}

const CREATED = 201;
const CONFLICT = 409;

const MILLIS_PER_HOUR = 3_600_000;
/** Promised are 24 hours. */
const KEPT_MILLIS = 25 * MILLIS_PER_HOUR;

/** The idempotency keys of one kind of entries, in an index: they hold for all processes. */
export class IdempotencyKeys {
  private swept = Date.now();

  constructor(
    private readonly index: string,
    private readonly kind: Kind,
  ) {}

  /**
   * Takes the key for a batch; where another call has it, tells what that one stores it as.
   *
   * @throws KeyReusedError where it is another batch.
   */
  async claim(session: Session, key: IdempotencyKey, traceIds: readonly string[]): Promise<Claim> {
    this.sweepNowAndThen(session);
    const own: Remembered = { at: Date.now(), fingerprint: key.fingerprint, complete: false, traceIds };
    const [result] = await session.writer.write([create(this.placeOf(key), JSON.stringify(own))]);
    if (result?.status === CREATED) return own;
    if (result?.status !== CONFLICT) throw new InternalError(`a key was not stored: ${result?.reason}`);
    const first = await this.recall(session, key);
    if (first === undefined) return this.claim(session, key, traceIds);
    if (first.fingerprint !== key.fingerprint) throw new KeyReusedError();
    return first;
  }

  /** Notes that all of the batch is acknowledged: from now on the key stores nothing, whatever becomes of the entries. */
  async complete({ writer }: Session, key: IdempotencyKey, traceIds: readonly string[]): Promise<void> {
    const done: Remembered = { at: Date.now(), fingerprint: key.fingerprint, complete: true, traceIds };
    await writer.write([put(this.placeOf(key), JSON.stringify(done))]);
  }

  private placeOf({ key }: IdempotencyKey): Place {
    return { index: this.index, id: `${this.kind}-${createHash('sha256').update(key).digest('hex')}` };
  }

  /** `undefined` where it was swept away in between. */
  private async recall({ client }: Session, key: IdempotencyKey): Promise<Remembered | undefined> {
    try {
      const { _source } = await client.get<string>(this.placeOf(key) satisfies Place);
      return _source === undefined ? undefined : JSON.parse(_source);
    } catch (error) {
      if (error instanceof errors.ResponseError && error.statusCode === 404) return undefined;
      throw error;
    }
  }

  /** Removes keys that are too old, once an hour and beside the call that happens to come then. */
  private sweepNowAndThen(session: Session): void {
    if (Date.now() - this.swept < MILLIS_PER_HOUR) return;
    this.swept = Date.now();
    const old = { range: { at: { lt: Date.now() - KEPT_MILLIS } } };
    removeMatching(session, this.index, old).catch(() => {
      // Old keys do no harm: the next hour tries again.
    });
  }
}
