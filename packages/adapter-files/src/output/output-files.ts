import type { Writable } from 'node:stream';
import type { CallOptions } from '@memex/core/ports';
import type { DocumentWriter, TableWriter } from '@memex/core/reports';
import { malformed, throwIfAborted } from '@memex/core/toolkit';
import { createCsvTable } from '../csv/csv-table.js';
import { delimiterOf } from '../csv/delimiter.js';
import type { Sink } from '../io/sink.js';
import { createJsonDocument } from '../json/json-document.js';
import { openOutputFile } from './open-output-file.js';
import type { OutputFile } from './output-file.js';
import { createStreamSink } from './stream-sink.js';
import { syncFolder } from './sync-folder.js';

export interface OutputFilesOptions {
  /** Where the file `-` goes, as it is written. */
  readonly stdout: Writable;
  /** Writes an apostrophe before cells that a spreadsheet would run as a formula. */
  readonly safeCells?: boolean | undefined;
}

/**
 * Files that appear together once all are complete. Until `commit` what was there before stays untouched. Each is whole or not there;
 * only a crash in the middle of `commit` can leave some new and others old. What goes to `-`, or to what is no regular file, is written
 * at once.
 */
export interface OutputFiles {
  /**
   * @param path - Ends in `.csv` or `.tsv`, which choose the delimiter, or is `-`.
   * @throws MalformedError for another ending; UnavailableError where the file could not be written
   */
  table(path: string): Promise<TableWriter>;
  /** @throws UnavailableError where the file could not be written */
  document(path: string): Promise<DocumentWriter>;
  /**
   * Puts every file in its place. To be called once, after the last write.
   *
   * @throws UnavailableError; AbortedError when the signal fires before the first file is in its place
   */
  commit(options?: CallOptions): Promise<void>;
  /** Removes what is not committed. */
  discard(): Promise<void>;
}

export function createOutputFiles({ stdout, safeCells = false }: OutputFilesOptions): OutputFiles {
  const files: OutputFile[] = [];
  const writers: Ending[] = [];
  const open = async (path: string): Promise<Sink> => {
    if (path === '-') return createStreamSink(stdout, 'stdout');
    const file = await openOutputFile(path);
    files.push(file);
    return file;
  };
  const keep = <W extends Ending>(writer: W): W => {
    writers.push(writer);
    return writer;
  };
  return {
    async table(path) {
      const delimiter = delimiterOf(path);
      if (delimiter === undefined) throw malformed('', `the file ${path} must end in .csv or .tsv`);
      return keep(createCsvTable(await open(path), { delimiter, safeCells }));
    },
    document: async (path) => keep(createJsonDocument(await open(path))),
    async commit(options) {
      for (const writer of writers) await writer.end(options);
      await Promise.all(files.map((file) => file.sync()));
      throwIfAborted(options);
      for (const file of files) await file.commit();
      const folders = new Set(files.flatMap(({ folder }) => folder ?? []));
      for (const folder of folders) await syncFolder(folder);
    },
    async discard() {
      for (const file of files) await file.discard();
    },
  };
}

/** What writes the rest of its file at the end. */
interface Ending {
  end(options?: CallOptions): Promise<void>;
}
