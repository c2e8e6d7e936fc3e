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
import { keptOf } from '@memex/core/toolkit';
import type { Kind } from './config/kind.js';
import type { Place } from './document/place.js';
import type { Session } from './engine/session.js';
import { removeMatching } from './erase/remove-matching.js';
import { create, put } from './write/operation.js';

/** What a batch is stored as under a key. */
export interface Claim extends KeptBatch {
  /** Whether all of the batch was acknowledged. Until then whoever comes with the key helps to complete it. */
  readonly complete: boolean;
}

const flag = new LeafCodec('flag', (value): value is boolean => typeof value === 'boolean', 'true or false');

/** A key as it is kept. Older versions kept no form. */
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
/** Promised are 24 hours. */
const RETENTION_MS = 25 * HOUR_MS;

/** The idempotency keys of one kind of entries, in an index: they hold for all processes. */
export class IdempotencyKeys {
  private swept = Date.now();

  constructor(
    private readonly index: string,
    private readonly kind: Kind,
  ) {}

  /** Takes the key for a batch; where another call has it, tells what that one stores under it. */
  async claim(session: Session, batch: KeyedBatch<unknown>): Promise<Claim> {
    this.sweepNowAndThen(session);
    const own: Claim = { ...keptOf(batch), complete: false };
    const [result] = await session.writer.write([create(this.placeOf(batch.key), documentOf(own))]);
    if (result?.status === CREATED) return own;
    if (result?.status !== CONFLICT) throw new InternalError(`a key was not stored: ${result?.reason}`);
    return (await this.recall(session, batch.key)) ?? this.claim(session, batch);
  }

  /** Notes that all of the batch is acknowledged: from now on the key stores nothing, whatever becomes of the entries. */
  async complete({ writer }: Session, key: string, claim: Claim): Promise<void> {
    await writer.write([put(this.placeOf(key), documentOf({ ...claim, complete: true }))]);
  }

  private placeOf(key: string): Place {
    return { index: this.index, id: `${this.kind}-${createHash('sha256').update(key).digest('hex')}` };
  }

  /** `undefined` where it was swept away in between. */
  private async recall({ client }: Session, key: string): Promise<Claim | undefined> {
    try {
      const { _source } = await client.get<string>(this.placeOf(key) satisfies Place);
      return _source === undefined ? undefined : decode(KeptKey, JSON.parse(_source));
    } catch (error) {
      if (error instanceof errors.ResponseError && error.statusCode === 404) return undefined;
      throw error;
    }
  }

  /** Removes keys that are too old, once an hour and beside the call that happens to come then. */
  private sweepNowAndThen(session: Session): void {
    if (Date.now() - this.swept < HOUR_MS) return;
    this.swept = Date.now();
    const old = { range: { at: { lt: Date.now() - RETENTION_MS } } };
    removeMatching(session, this.index, old).catch(() => {
      // Old keys do no harm: the next hour tries again.
    });
  }
}

function documentOf({ fingerprint, traceIds, form, complete }: Claim): string {
  return JSON.stringify({ at: Date.now(), fingerprint, complete, traceIds, form });
}
