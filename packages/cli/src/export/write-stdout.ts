import { once } from 'node:events';
import type { AnalyticalStore } from '@memex/core';
import { exportPages, throwIfAborted } from '@memex/core/toolkit';
import type { ExportOrder } from './export-order.js';

/** Writes an export to standard output, and returns the number of its records. */
export async function writeStdout(
  store: AnalyticalStore,
  { kind, scope, format, safeCells }: ExportOrder,
  timeZone: string,
  signal: AbortSignal,
): Promise<number> {
  const encoder = format.open({ kind, timeZone, safeCells });
  let records = 0;
  for await (const page of exportPages(store, kind, scope, { signal })) {
    throwIfAborted({ signal });
    await writeOut(await encoder.encode(page.records));
    records += page.records.length;
  }
  await writeOut(await encoder.end());
  return records;
}

/** Writes to standard output, as fast as it is read. */
export async function writeOut(bytes: Uint8Array): Promise<void> {
  if (!process.stdout.write(bytes)) await once(process.stdout, 'drain');
}
