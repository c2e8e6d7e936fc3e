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
  /** Where `-` is written to, immediately. */
  readonly stdout: Writable;
  /** Puts an apostrophe before cells that a spreadsheet would run as a formula. */
  readonly safeCells?: boolean | undefined;
}

/**
 * Files that appear together, once all are complete. Until `commit`, existing files stay untouched. No file is ever partly written; only a crash
 * during `commit` can leave some new and others old. `-` and paths that are not regular files are written immediately.
 */
export interface OutputFiles {
  /**
   * @param path - Ends in `.csv` or `.tsv`, which determines the delimiter, or is `-`.
   * @throws MalformedError for another ending. UnavailableError if the file cannot be written.
   */
  table(path: string): Promise<TableWriter>;
  /** @throws UnavailableError if the file cannot be written. */
  document(path: string): Promise<DocumentWriter>;
  /** A file of any text. @throws UnavailableError if it cannot be written. */
  text(path: string): Promise<Sink>;
  /**
   * Moves every file into place. Call it once, after the last write.
   *
   * @throws UnavailableError. AbortedError if the signal fires before the first file is moved.
   */
  commit(options?: CallOptions): Promise<void>;
  /** Removes everything that is not committed. */
  discard(): Promise<void>;
}

export function createOutputFiles({ stdout, safeCells = false }: OutputFilesOptions): OutputFiles {
  const files: OutputFile[] = [];
  const writers: Endable[] = [];
  const open = async (path: string): Promise<Sink> => {
    if (path === '-') return createStreamSink(stdout, 'stdout');
    const file = await openOutputFile(path);
    files.push(file);
    return file;
  };
  const keep = <W extends Endable>(writer: W): W => {
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
    text: open,
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

/** A writer that must be ended. */
interface Endable {
  end(options?: CallOptions): Promise<void>;
}
