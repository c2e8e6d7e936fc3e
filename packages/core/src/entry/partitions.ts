import { NotFoundError } from '../errors/errors.js';
import type { CallOptions } from '../port/call.js';

interface Partitioned {
  dropPartition(name: string, options?: CallOptions): Promise<boolean>;
}

/** The partitions of all stores. */
export class Partitions {
  constructor(private readonly stores: readonly Partitioned[]) {}

  /** Drops the partition with this exact name, with all its entries. @throws NotFoundError */
  async drop(name: string, options: CallOptions = {}): Promise<void> {
    for (const store of this.stores) {
      if (await store.dropPartition(name, options)) return;
    }
    throw new NotFoundError('the index');
  }
}
