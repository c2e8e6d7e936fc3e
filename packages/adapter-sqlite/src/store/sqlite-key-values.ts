import type { CallOptions, KeyValue, KeyValuePageRequest, KeyValueStore } from '@memex/core/ports';
import { REQUEST_WEIGHT, type StoreWorkers } from './store-workers.js';

/** Key-values in a table of the same file. */
export class SqliteKeyValues implements KeyValueStore {
  constructor(private readonly workers: Pick<StoreWorkers, 'write' | 'find'>) {}

  get(space: string, key: string, options?: CallOptions): Promise<string | undefined> {
    return this.workers.find.call({ op: 'value', space, key }, REQUEST_WEIGHT, options);
  }

  put(space: string, entry: KeyValue, options?: CallOptions): Promise<void> {
    const { key, value } = entry;
    return this.workers.write.call({ op: 'putValue', space, key, value }, weightOf(entry), options);
  }

  putIfAbsent(space: string, entry: KeyValue, options?: CallOptions): Promise<string> {
    const { key, value } = entry;
    return this.workers.write.call({ op: 'putValueIfAbsent', space, key, value }, weightOf(entry), options);
  }

  async delete(space: string, key: string, options?: CallOptions): Promise<boolean> {
    const request = { op: 'deleteValue', space, key } as const;
    return (await this.workers.write.call(request, REQUEST_WEIGHT, options)).count > 0;
  }

  page(space: string, request: KeyValuePageRequest, options?: CallOptions): Promise<readonly KeyValue[]> {
    const { limit, order, after } = request;
    return this.workers.find.call({ op: 'values', space, limit, order, after }, REQUEST_WEIGHT, options);
  }
}

function weightOf({ value }: KeyValue): number {
  return REQUEST_WEIGHT + value.length;
}
