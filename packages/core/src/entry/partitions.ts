import { NotFoundError } from '../errors/errors.js';
import type { CallOptions } from '../port/call.js';
import type { ProjectScope } from './cursor-page.js';

interface Partitioned {
  dropPartition(name: string, options?: CallOptions): Promise<boolean>;
}

/** Drops a partition, and records it. */
export type RecordDrop = (
  name: string,
  drop: () => Promise<boolean>,
  options: ProjectScope,
) => Promise<boolean>;

/** The partitions of all stores. */
export class Partitions {
  constructor(
    private readonly stores: readonly Partitioned[],
    private readonly record: RecordDrop,
  ) {}

  /** Drops the partition with this exact name, with all its entries. @throws NotFoundError */
  async drop(name: string, options: ProjectScope = {}): Promise<void> {
    if (!(await this.record(name, () => this.dropAny(name, options), options)))
      throw new NotFoundError('the index');
  }

  private async dropAny(name: string, options: CallOptions): Promise<boolean> {
    for (const store of this.stores) if (await store.dropPartition(name, options)) return true;
    return false;
  }
}
