import { Readable } from 'node:stream';
import { isMemexError } from '@memex/core';
import type { ImportItem } from '@memex/core/imports';
import type { CallOptions } from '@memex/core/ports';
import { readRowsOf } from '../csv/read-rows.js';

const ITEMS = 500;

/**
 * The rows of a table with commas, as objects of texts by the names in the first row. A row with another number of cells is an item with an issue. What is
 * no table ends the file, with an issue too.
 */
export async function* rowItems(
  bytes: AsyncIterable<Buffer>,
  path: string,
  options: CallOptions = {},
): AsyncGenerator<readonly ImportItem[], void> {
  let columns: readonly string[] | undefined;
  let items: ImportItem[] = [];
  try {
    for await (const { cells, line } of readRowsOf(() => Readable.from(bytes), path, ',', options)) {
      if (columns === undefined) columns = cells.map((cell) => cell.trim());
      else items.push(itemOf(columns, cells, line));
      if (items.length < ITEMS) continue;
      yield items;
      items = [];
    }
  } catch (error) {
    if (!isMemexError(error, 'malformed')) throw error;
    const [{ path: place, message }] = error.issues;
    const issue = `${message}: nothing more of the file was read`;
    items.push({ value: undefined, place: place.replace(`${path}:`, 'line '), issue });
  }
  if (items.length > 0) yield items;
}

function itemOf(columns: readonly string[], cells: readonly string[], line: number): ImportItem {
  const place = `line ${line}`;
  if (cells.length === columns.length)
    return { value: Object.fromEntries(columns.map((name, index) => [name, cells[index]])), place };
  const issue = `has ${cells.length} cells, and the first row has ${columns.length}`;
  return { value: undefined, place, issue, text: JSON.stringify(cells) };
}
