import type { NewEntry, Projects } from '../entry/entry.js';
import type { Log } from '../log/log.js';
import type { LogFilter, LogStore } from '../log/log-store.js';
import type { CallOptions } from '../port/call.js';
import { MemoryEntries } from './memory-entries.js';

export class MemoryLogs extends MemoryEntries<Log, LogFilter> implements LogStore {
  async replace(entry: NewEntry<Log>, projects: Projects, options?: CallOptions): Promise<boolean> {
    this.enter(options);
    const replaced = this.visible(entry.traceId, projects);
    if (replaced === undefined) return false;
    this.removeWhere((row) => row === replaced);
    this.insert(entry);
    return true;
  }
}

/** Whether a log matches the parts of a filter other than instant and project. */
export function logPasses({ component, severity }: LogFilter, value: Log): boolean {
  return (
    (component === undefined || value.component === component) &&
    (severity === undefined || value.severity === severity)
  );
}
