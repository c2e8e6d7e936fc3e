import { createHash } from 'node:crypto';
import { errors } from '@elastic/elasticsearch';
import { InternalError } from '@memex/core';
import {
  decode,
  KeptForm,
  LeafCodec,
  list,
  number,
  omittable,
  record,
  required,
  text,
} from '@memex/core/model';
import type { KeptBatch, KeyedBatch } from '@memex/core/ports';
import { KEY_TTL_MICROS, keptOf } from '@memex/core/toolkit';
import type { Kind } from './config/kind.js';
import type { Place } from './document/place.js';
import type { Session } from './engine/session.js';
import { removeMatching } from './erase/remove-matching.js';
import { create, put } from './write/operation.js';

/** What a key stores about its batch. */
export interface Claim extends KeptBatch {
  /** Whether the whole batch was acknowledged. Until then, any call with the key helps to complete it. */
  readonly complete: boolean;
}

const flag = new LeafCodec('flag', (value): value is boolean => typeof value === 'boolean', 'true or false');

/** A stored key. Older versions stored no form. */
const KeptKey = record('KeptKey', {
  at: required(number),
  fingerprint: required(text),
  complete: required(flag),
  traceIds: required(list(text)),
  form: omittable(KeptForm),
});

const CREATED = 201;
const CONFLICT = 409;

const HOUR_MS = 3_600_000;
/** An hour longer than promised: the clocks of several processes may differ. */
const RETENTION_MS = KEY_TTL_MICROS / 1_000 + HOUR_MS;

/** The idempotency keys for one kind of entry, in an index, so that they hold across processes. */
export class IdempotencyKeys {
  private swept = Date.now();

  constructor(
    private readonly index: string,
    private readonly kind: Kind,
  ) {}

  /** Claims the key for a batch. If another call has it, returns what that call stores under it. */
  async claim(session: Session, batch: KeyedBatch<unknown>): Promise<Claim> {
    this.sweepNowAndThen(session);
    const own: Claim = { ...keptOf(batch), complete: false };
    const [result] = await session.writer.write([create(this.placeOf(batch.key), documentOf(own))]);
    if (result?.status === CREATED) return own;
    if (result?.status !== CONFLICT) throw new InternalError(`a key was not stored: ${result?.reason}`);
    return (await this.recall(session, batch.key)) ?? this.claim(session, batch);
  }

  /**
   * Records that the whole batch is acknowledged. From now on the key stores nothing, even if entries are deleted.
   */
  async complete({ writer }: Session, key: string, claim: Claim): Promise<void> {
    await writer.write([put(this.placeOf(key), documentOf({ ...claim, complete: true }))]);
  }

  private placeOf(key: string): Place {
    return { index: this.index, id: `${this.kind}-${createHash('sha256').update(key).digest('hex')}` };
  }

  /** `undefined` if it expired and was deleted meanwhile. */
  private async recall({ client }: Session, key: string): Promise<Claim | undefined> {
    try {
      const { _source } = await client.get<string>(this.placeOf(key) satisfies Place);
      return _source === undefined ? undefined : decode(KeptKey, JSON.parse(_source));
    } catch (error) {
      if (error instanceof errors.ResponseError && error.statusCode === 404) return undefined;
      throw error;
    }
  }

  /** Deletes expired keys at most once an hour, in the background of the current call. */
  private sweepNowAndThen(session: Session): void {
    if (Date.now() - this.swept < HOUR_MS) return;
    this.swept = Date.now();
    const old = { range: { at: { lt: Date.now() - RETENTION_MS } } };
    removeMatching(session, this.index, old).catch(() => {
      // Expired keys do no harm. The next hour tries again.
    });
  }
}

function documentOf({ fingerprint, traceIds, form, complete }: Claim): string {
  return JSON.stringify({ at: Date.now(), fingerprint, complete, traceIds, form });
}
