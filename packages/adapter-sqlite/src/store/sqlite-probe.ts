import { stat } from 'node:fs/promises';
import { UnavailableError } from '@memex/core';
import type { CallOptions, Probe, ProbeReport } from '@memex/core/ports';
import type { OpenFile } from '../client/open-file.js';
import type { WorkerClient } from '../client/worker-client.js';
import type { StoreWorkers } from './store-workers.js';

export interface SqliteProbeOptions {
  readonly workers: Pick<StoreWorkers, 'find' | 'write'>;
  /** Reads the whole file. That is slow, so this worker does nothing else. */
  readonly check: WorkerClient<'reader'>;
  readonly openFile: OpenFile;
  readonly path: string;
  readonly file: string;
}

/** A write this recent proves that the file can be written to. On a busy store the probe need not queue a write of its own. */
const FRESH_MS = 300;

/** A larger file is not read as a whole while the store serves. Reading 256 MiB takes about two seconds. */
const MAX_CHECKED_BYTES = 256 * 1_048_576;

/** Checks a store by reading and writing. After a call met damage, it reads the whole file until none is left. */
export class SqliteProbe implements Probe {
  private checking: Promise<void> | undefined;

  constructor(private readonly options: SqliteProbeOptions) {}

  async probe(options?: CallOptions): Promise<ProbeReport> {
    const { workers, openFile, path } = this.options;
    const [version] = await Promise.all([
      workers.find.call({ op: 'probe' }, 1, options),
      workers.write.succeededWithin(FRESH_MS) || workers.write.call({ op: 'probe' }, 1, options),
    ]);
    if (openFile.isDamaged) await this.checkAgain();
    return { name: 'SQLite', version, location: path };
  }

  private checkAgain(): Promise<void> {
    this.checking ??= this.check().finally(() => {
      this.checking = undefined;
    });
    return this.checking;
  }

  private async check(): Promise<void> {
    const { check, openFile, file } = this.options;
    if ((await stat(file)).size > MAX_CHECKED_BYTES) {
      throw new UnavailableError(`the store ${file}`, {
        reason: 'the file is damaged; restore it and restart',
      });
    }
    await check.call({ op: 'check' }, 1);
    openFile.isDamaged = false;
  }
}
