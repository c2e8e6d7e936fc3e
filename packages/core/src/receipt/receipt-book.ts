import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { decode } from '../codec/decode.js';
import type { IdSource } from '../entry/id-source.js';
import { isMemexError } from '../errors/is-memex-error.js';
import type { CallOptions } from '../port/call.js';
import type { Store } from '../store/store.js';
import type { Clock } from '../time/clock.js';
import { formatInstant } from '../time/instant.js';
import { type FoundEntries, Receipt } from './receipt.js';
import { UserHashes } from './user-hashes.js';

export interface ReceiptBookOptions {
  readonly store: Pick<Store, 'keyValues' | 'probe'>;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** What is deleted. The same deletion, repeated, has the same subject. */
export type ReceiptSubject = Pick<Receipt, 'kind' | 'userHash' | 'projects' | 'partition'>;

/** A deletion that leaves a receipt. */
export interface Deletion {
  readonly subject: ReceiptSubject;
  /** Tells the same deletion, repeated, from others. By default it is a digest of the subject. */
  readonly key?: string;
  readonly before?: Receipt['before'];
  readonly by: string;
  /** Tells what there is to delete. */
  readonly find: () => Promise<readonly FoundEntries[]>;
  /** Deletes it, and resolves with how many entries it deleted; null if it did not count. */
  readonly work: () => Promise<number | null>;
}

export const RECEIPTS = 'receipts';

/** By the key of a deletion, the id of the receipt of a deletion that is running, or was interrupted. */
export const BEGUN = 'receipts-begun';

/**
 * Writes receipts. One is written before anything is deleted, and again when all is: whatever ends in between, it does not say that something is
 * deleted that is not.
 */
export class ReceiptBook {
  readonly users: UserHashes;
  private engine: string | undefined;

  constructor(private readonly parts: ReceiptBookOptions) {
    this.users = new UserHashes(parts.store.keyValues);
  }

  /** Runs a deletion, and writes its receipt. If it was interrupted before, that receipt is completed. */
  async record(deletion: Deletion, options?: CallOptions): Promise<number | null> {
    const { clock, store } = this.parts;
    const key = deletion.key ?? bytesToHex(sha256(utf8ToBytes(JSON.stringify(deletion.subject))));
    const begun = await this.begin(deletion, key, options);
    const deleted = await deletion.work();
    // Another process may have completed the same meanwhile.
    const earlier = (await this.read(begun.id, options)) ?? begun;
    const completedAt = formatInstant(clock.now());
    const total = deleted === null ? null : (earlier.deleted ?? 0) + deleted;
    await this.write({ ...earlier, state: 'complete', completedAt, deleted: total }, options);
    await store.keyValues.delete(BEGUN, key, options);
    return deleted;
  }

  /** Whether a deletion with this key is running, or was interrupted. */
  async isBegun(key: string, options?: CallOptions): Promise<boolean> {
    return (await this.interrupted(key, options)) !== undefined;
  }

  private async begin(
    { subject, before, by, find }: Deletion,
    key: string,
    options: CallOptions | undefined,
  ): Promise<Receipt> {
    const { clock, ids, store } = this.parts;
    const interrupted = await this.interrupted(key, options);
    if (interrupted !== undefined) {
      const again = { ...interrupted, attempts: interrupted.attempts + 1 };
      await this.write(again, options);
      return again;
    }
    const receipt: Receipt = {
      id: ids.next(),
      ...subject,
      state: 'begun',
      by,
      engine: await this.engineName(options),
      beganAt: formatInstant(clock.now()),
      completedAt: null,
      attempts: 1,
      before: before ?? null,
      found: await find(),
      deleted: 0,
    };
    const known = store.keyValues.put(BEGUN, { key, value: receipt.id }, options);
    await Promise.all([this.write(receipt, options), known]);
    return receipt;
  }

  private async interrupted(key: string, options: CallOptions | undefined): Promise<Receipt | undefined> {
    const known = await this.parts.store.keyValues.get(BEGUN, key, options);
    const receipt = known === undefined ? undefined : await this.read(known, options);
    return receipt?.state === 'begun' ? receipt : undefined;
  }

  private async read(id: string, options: CallOptions | undefined): Promise<Receipt | undefined> {
    const text = await this.parts.store.keyValues.get(RECEIPTS, id, options);
    return text === undefined ? undefined : decode(Receipt, JSON.parse(text));
  }

  private write(receipt: Receipt, options: CallOptions | undefined): Promise<void> {
    const value = JSON.stringify(decode(Receipt, receipt));
    return this.parts.store.keyValues.put(RECEIPTS, { key: receipt.id, value }, options);
  }

  /** A store that cannot serve new messages now may still be able to delete. */
  private async engineName(options: CallOptions | undefined): Promise<string | null> {
    try {
      this.engine ??= (await this.parts.store.probe(options)).name;
      return this.engine;
    } catch (error) {
      if (isMemexError(error, 'unavailable')) return null;
      throw error;
    }
  }
}
