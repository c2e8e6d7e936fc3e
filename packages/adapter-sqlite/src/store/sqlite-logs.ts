import type { Log } from '@memex/core/model';
import type { CallOptions, Clock, LogFilter, LogStore, NewEntry, Projects } from '@memex/core/ports';
import { LOG_PARTITION } from '@memex/core/toolkit';
import { SqliteEntries, type SqliteKind } from './sqlite-entries.js';
import type { StoreWorkers } from './store-workers.js';

const KIND: SqliteKind<Log, LogFilter> = {
  table: 'logs',
  partitionPrefix: LOG_PARTITION,
  fieldsOf: ({ component, severity }) => [component, severity],
  fieldsOfFilter: ({ component, severity }) => ({ component, severity }),
};

export class SqliteLogs extends SqliteEntries<Log, LogFilter> implements LogStore {
  constructor(workers: StoreWorkers, clock: Clock) {
    super(KIND, workers, clock);
  }

  async replace(entry: NewEntry<Log>, projects: Projects, options?: CallOptions): Promise<boolean> {
    const row = this.rowOf(entry);
    const selection = { table: this.table, projects, traceId: entry.traceId };
    const { count } = await this.write({ op: 'replace', selection, row }, [row], options);
    return count > 0;
  }
}
