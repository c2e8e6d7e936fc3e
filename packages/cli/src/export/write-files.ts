import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { AnalyticalStore } from '@memex/core';
import { countExported, type ExportScope, monthsOf } from '@memex/core/toolkit';
import type { StateFile } from '../terminal/state-file.js';
import type { ExportOrder, ExportTarget } from './export-order.js';
import { type ExportState, exportStateIn, identityOf } from './export-state.js';
import { type ExportedFile, writeFile } from './write-file.js';

/** What {@link writeFiles} needs. */
export interface FileExport {
  readonly store: AnalyticalStore;
  readonly order: ExportOrder;
  readonly target: Exclude<ExportTarget, { kind: 'stdout' }>;
  readonly timeZone: string;
  readonly signal: AbortSignal;
  /** @param total - Absent if it is not known. */
  readonly onProgress: (file: string, records: number, total: number | undefined) => void;
}

/** Writes an export to one file, or to a folder with a file for each month that has records. */
export async function writeFiles(wanted: FileExport): Promise<readonly ExportedFile[]> {
  const { store, order, target } = wanted;
  if (target.kind === 'folder') await mkdir(target.path, { recursive: true });
  const state = exportStateIn(target);
  const of = await identityOf(store, order);
  const found = order.resume ? await state.recall() : undefined;
  const known = found?.of === of ? found : { of, done: [], place: null };
  const files = await filesOf(wanted);
  const written: ExportedFile[] = [];
  const done = [...known.done];
  try {
    for (const file of files.filter(({ path }) => !known.done.includes(basename(path)))) {
      const one = await writePart(wanted, file, { ...known, done }, state);
      if (one === undefined) continue;
      written.push(one);
      done.push(basename(file.path));
      state.remember({ of, done, place: null });
    }
  } catch (error) {
    await state.settle();
    throw error;
  }
  await state.forget();
  return written;
}

/** A file to write, and what of the scope belongs into it. */
interface PlannedFile {
  readonly path: string;
  readonly scope: ExportScope;
  /** Whether it is written without any record. */
  readonly evenEmpty: boolean;
}

async function filesOf({ store, order, target, signal }: FileExport): Promise<readonly PlannedFile[]> {
  const { kind, scope, format } = order;
  if (target.kind === 'file') return [{ path: target.path, scope, evenEmpty: true }];
  if (kind === 'analytics')
    return [{ path: join(target.path, `${kind}.${format.name}`), scope, evenEmpty: true }];
  const months = await monthsOf(store, kind, scope, { signal });
  return months.map((month) => ({
    path: join(target.path, `${kind}-${month.name}.${format.name}`),
    scope: month.scope,
    evenEmpty: false,
  }));
}

async function writePart(
  { store, order, timeZone, signal, onProgress }: FileExport,
  { path, scope, evenEmpty }: PlannedFile,
  { of, done, place }: ExportState,
  state: StateFile<ExportState>,
): Promise<ExportedFile | undefined> {
  const name = basename(path);
  const total = await countExported(store, order.kind, scope, { signal });
  if (total === 0 && !evenEmpty) return undefined;
  return writeFile({
    store,
    order,
    scope,
    timeZone,
    path,
    name,
    from: place?.file === name ? place : undefined,
    signal,
    onProgress: (records) => onProgress(name, records, total),
    onPlace: (next) => state.remember({ of, done, place: next }),
  });
}
