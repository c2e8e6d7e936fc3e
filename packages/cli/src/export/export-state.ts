import { createHash } from 'node:crypto';
import type { AnalyticalStore } from '@memex/core';
import { identifier, list, number, optional, record, required, text } from '@memex/core/model';
import { createStateFile, type StateFile } from '../terminal/state-file.js';
import type { ExportOrder, ExportTarget } from './export-order.js';

/** How far a file was written, and where the export continues. */
export interface FilePlace {
  readonly file: string;
  readonly bytes: number;
  readonly records: number;
  readonly after: string;
}

/** How far an export got. */
export interface ExportState {
  /** Identifies the store and what is exported of it: another export must not continue this one. */
  readonly of: string;
  /** The files that are complete, by name. */
  readonly done: readonly string[];
  /** The file that was being written. */
  readonly place: FilePlace | null;
}

const ExportState = record('ExportState', {
  of: required(identifier),
  done: required(list(text)),
  place: optional(
    record('FilePlace', {
      file: required(text),
      bytes: required(number),
      records: required(number),
      after: required(text),
    }),
  ),
});

/** The file that records the progress of an export to this target. */
export function exportStateIn({
  path,
  kind,
}: Exclude<ExportTarget, { kind: 'stdout' }>): StateFile<ExportState> {
  return createStateFile(
    kind === 'folder' ? `${path}/.memex-export.json` : `${path}.partial.json`,
    ExportState,
  );
}

/** What an export has to have in common with an earlier one to continue it. */
export async function identityOf(store: AnalyticalStore, order: ExportOrder): Promise<string> {
  const { kind, scope, format, safeCells } = order;
  const parts = [await store.identity(), kind, scope, format.name, safeCells];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
