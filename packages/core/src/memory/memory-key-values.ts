import { compareCodePoints } from '../json/code-points.js';
import type { KeyValue, KeyValuePageRequest, KeyValueStore } from '../key-value/key-value-store.js';
import { type CallOptions, throwIfAborted } from '../port/call.js';

/** Spaces as maps, which each page sorts. */
export class MemoryKeyValues implements KeyValueStore {
  private readonly spaces = new Map<string, Map<string, string>>();

  /** @param refuseStopped - Throws if the store is stopped. */
  constructor(private readonly refuseStopped: () => void) {}

  async get(space: string, key: string, options?: CallOptions): Promise<string | undefined> {
    return this.enter(space, options).get(key);
  }

  async put(space: string, { key, value }: KeyValue, options?: CallOptions): Promise<void> {
    this.enter(space, options).set(key, value);
  }

  async putIfAbsent(space: string, { key, value }: KeyValue, options?: CallOptions): Promise<string> {
    const values = this.enter(space, options);
    const known = values.get(key);
    if (known !== undefined) return known;
    values.set(key, value);
    return value;
  }

  async delete(space: string, key: string, options?: CallOptions): Promise<boolean> {
    return this.enter(space, options).delete(key);
  }

  async page(
    space: string,
    { limit, order, after }: KeyValuePageRequest,
    options?: CallOptions,
  ): Promise<readonly KeyValue[]> {
    const sign = order === 'ascending' ? 1 : -1;
    const compare = (one: string, other: string) => sign * compareCodePoints(one, other);
    return [...this.enter(space, options)]
      .filter(([key]) => after === undefined || compare(key, after) > 0)
      .sort(([one], [other]) => compare(one, other))
      .slice(0, limit)
      .map(([key, value]) => ({ key, value }));
  }

  private enter(space: string, options: CallOptions | undefined): Map<string, string> {
    throwIfAborted(options);
    this.refuseStopped();
    const values = this.spaces.get(space) ?? new Map<string, string>();
    this.spaces.set(space, values);
    return values;
  }
}
