import { basename } from 'node:path';
import { createRejectsFile, findImportFiles, type ImportFile, readImportFile } from '@memex/adapter-files';
import { type AnalyticalStore, isMemexError } from '@memex/core';
import {
  createMapping,
  type ImportCounts,
  type ImportMapping,
  type ImportOptions,
  importItems,
  Pseudonyms,
  type Rejection,
} from '@memex/core/imports';
import { stringifyJson, systemClock } from '@memex/core/toolkit';
import { CliError, EXIT } from '../terminal/cli-error.js';
import type { ImportOrder } from './import-order.js';

/** What came of a file. */
export interface ImportedFile {
  readonly path: string;
  readonly counts: ImportCounts;
}

/** An order of which all files are there, and whose map is well-formed. */
export interface PreparedImport {
  readonly order: ImportOrder;
  readonly files: readonly ImportFile[];
  readonly mapping: ImportMapping;
}

/** @throws CliError if the map, or a file for the format, is not what it must be. NotFoundError if there is no such file. */
export async function prepareImport(order: ImportOrder): Promise<PreparedImport> {
  const { format, project, map, mapFile } = order;
  const { files, workspaceBots } = await misusedIfMalformed('', () => findImportFiles(format, order.paths));
  const mapping = await misusedIfMalformed(`--map ${mapFile}: `, async () =>
    createMapping(format, { project, map, workspaceBots }),
  );
  return { order, files, mapping };
}

async function misusedIfMalformed<T>(prefix: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (!isMemexError(error, 'malformed')) throw error;
    const [first, ...others] = error.issues.map(({ path, message }) => `${prefix}${path} ${message}`);
    throw new CliError(EXIT.misused, [first ?? prefix, ...others]);
  }
}

/** What {@link runImport} needs. */
export interface ImportRun extends PreparedImport {
  /** Absent in a dry run. */
  readonly store: AnalyticalStore | undefined;
  /** Finds the messages of erased users, if these are refused. */
  readonly refusedAmong: ImportOptions['refusedAmong'];
  readonly signal: AbortSignal;
  /** @param bytes - How much of the file was read. @param size - Absent if it is not known. */
  readonly onProgress: (file: string, items: number, bytes: number, size: number | undefined) => void;
  readonly onRejection: (path: string, rejection: Rejection) => void;
}

/** Imports all files of an order, one after the other. */
export async function runImport(run: ImportRun): Promise<readonly ImportedFile[]> {
  const { order, files } = run;
  const rejects = order.rejects === undefined ? undefined : createRejectsFile(order.rejects);
  const pseudonyms = order.key === undefined ? undefined : new Pseudonyms(order.key);
  const imported: ImportedFile[] = [];
  try {
    for (const file of files) {
      const onRejection = async (rejection: Rejection): Promise<void> => {
        await rejects?.add(stringifyJson({ file: file.path, ...rejection }));
        run.onRejection(file.path, rejection);
      };
      imported.push(await importFile(run, file, { pseudonyms, onRejection }));
    }
  } finally {
    await rejects?.close();
  }
  return imported;
}

interface Shared {
  readonly pseudonyms: Pseudonyms | undefined;
  readonly onRejection: (rejection: Rejection) => Promise<void>;
}

async function importFile(run: ImportRun, file: ImportFile, shared: Shared): Promise<ImportedFile> {
  const { order, mapping, store, refusedAmong, signal, onProgress } = run;
  let read = 0;
  const items = readImportFile(order.format, file, {
    signal,
    onRead: (bytes) => {
      read += bytes;
    },
  });
  const counts = await importItems(items, {
    ...shared,
    mapping,
    store,
    refusedAmong,
    signal,
    clock: systemClock,
    onProgress: (sofar) => onProgress(basename(file.path), sofar.items, read, file.size),
  });
  return { path: file.path, counts };
}
