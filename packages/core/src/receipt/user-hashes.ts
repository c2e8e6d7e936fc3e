import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, randomBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { KeyValueStore } from '../key-value/key-value-store.js';
import type { CallOptions } from '../port/call.js';

const SPACE = 'secrets';
const SECRET = 'user-hashes';
const SECRET_BYTES = 32;

/**
 * Stands for users in what outlives their erasure. The hash is keyed by a secret that is stored apart: who has only hashes cannot try ids, as there are
 * few. All processes of a store have the same secret.
 */
export class UserHashes {
  /** The hash of nothing yet, with the secret worked in. */
  private keyed: ReturnType<typeof hmac.create> | undefined;

  constructor(private readonly store: KeyValueStore) {}

  async of(userId: string, options?: CallOptions): Promise<string> {
    this.keyed ??= hmac.create(sha256, await this.readSecret(options));
    return bytesToHex(this.keyed.clone().update(utf8ToBytes(userId)).digest());
  }

  /**
   * Takes over the secret of another store, unless this one has a secret already. Resolves with whether both have the same, or the other has none, and
   * so no hashes.
   */
  async takeOver(other: KeyValueStore, options?: CallOptions): Promise<boolean> {
    const value = await other.get(SPACE, SECRET, options);
    if (value === undefined) return true;
    return (await this.store.putIfAbsent(SPACE, { key: SECRET, value }, options)) === value;
  }

  private async readSecret(options: CallOptions | undefined): Promise<Uint8Array> {
    const known = await this.store.get(SPACE, SECRET, options);
    if (known !== undefined) return hexToBytes(known);
    const value = bytesToHex(randomBytes(SECRET_BYTES));
    return hexToBytes(await this.store.putIfAbsent(SPACE, { key: SECRET, value }, options));
  }
}
