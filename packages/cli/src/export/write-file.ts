import { openPartialFile } from '@memex/adapter-files';
import type { AnalyticalStore } from '@memex/core';
import { type ExportScope, exportPages, throwIfAborted } from '@memex/core/toolkit';
import type { ExportOrder } from './export-order.js';
import type { FilePlace } from './export-state.js';

/** One file of an export. */
export interface ExportFile {
  readonly store: AnalyticalStore;
  readonly order: ExportOrder;
  readonly scope: ExportScope;
  readonly timeZone: string;
  readonly path: string;
  /** The name by which the progress is recorded. */
  readonly name: string;
  /** Where the file continues. */
  readonly from: FilePlace | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: (records: number) => void;
  /** Called when the file can be continued from a place. */
  readonly onPlace: (place: FilePlace) => void;
}

/** A file that is complete. */
export interface ExportedFile {
  readonly path: string;
  readonly records: number;
  readonly bytes: number;
}

/** Writes a file. If it fails midway, what is written stays for the next run, if the format can be continued. */
export async function writeFile(wanted: ExportFile): Promise<ExportedFile> {
  const { store, order, scope, timeZone, path, name, signal, onProgress, onPlace } = wanted;
  const { kind, format, safeCells } = order;
  const file = await openPartialFile(path, wanted.from?.bytes);
  // The partial file may be gone, or shorter than was recorded.
  const from = file.size > 0 ? wanted.from : undefined;
  const encoder = format.open({ kind, timeZone, safeCells, resumed: from !== undefined });
  let records = from?.records ?? 0;
  try {
    for await (const page of exportPages(store, kind, scope, { after: from?.after, signal })) {
      throwIfAborted({ signal });
      await file.write(await encoder.encode(page.records));
      records += page.records.length;
      onProgress(records);
      if (format.resumable && page.next !== undefined)
        onPlace({ file: name, bytes: file.size, records, after: page.next });
    }
    await file.write(await encoder.end());
    await file.commit();
  } catch (error) {
    await (format.resumable ? file.keep() : file.discard());
    throw error;
  }
  return { path, records, bytes: file.size };
}
