import { stat } from 'node:fs/promises';
import { UnavailableError } from '@memex/core';
import type { CallOptions, Probe, ProbeReport } from '@memex/core/ports';
import type { OpenFile } from '../client/open-file.js';
import type { Lane } from '../client/worker-client.js';
import type { ReadRequest, ReadResult } from '../protocol/protocol.js';
import type { Lanes } from './store-workers.js';

export interface SqliteProbeParts {
  readonly lanes: Pick<Lanes, 'find' | 'write'>;
  /** Reads all of the file, which takes long: it is for nothing else. */
  readonly check: Lane<ReadRequest, ReadResult>;
  readonly openFile: OpenFile;
  readonly path: string;
  readonly file: string;
}

/** How long a write shows that one can write, in milliseconds. While many write, the probe need not wait behind them. */
const FRESH_MILLIS = 300;

/** A larger file is not read as a whole while the store serves: 256 MiB take about two seconds. */
const MAX_CHECKED_BYTES = 256 * 1_048_576;

/** Asks a store by reading and writing. Once a call met damage, the whole file is read until there is none in it. */
export class SqliteProbe implements Probe {
  private checking: Promise<void> | undefined;

  constructor(private readonly parts: SqliteProbeParts) {}

  async probe(options?: CallOptions): Promise<ProbeReport> {
    const { lanes, openFile, path } = this.parts;
    const [{ version = '' }] = await Promise.all([
      lanes.find.call({ op: 'probe' }, 1, options),
      lanes.write.succeededWithin(FRESH_MILLIS) || lanes.write.call({ op: 'probe' }, 1, options),
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
    const { check, openFile, file } = this.parts;
    if ((await stat(file)).size > MAX_CHECKED_BYTES) {
      throw new UnavailableError(`the store ${file}`, {
        reason: 'the file is damaged; restore it and restart',
      });
    }
    await check.call({ op: 'check' }, 1);
    openFile.isDamaged = false;
  }
}
