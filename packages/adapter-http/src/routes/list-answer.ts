import type { CursorPage } from '@memex/core';
import { type Cell, parseJson, type RecordTable } from '@memex/core/toolkit';
import type { Answer } from '../response/answer.js';
import { csvAnswer } from '../response/csv-answer.js';
import { cursorPageAnswer, pageHeaders } from '../response/entry-answers.js';
import type { Call } from './route.js';

/** A page, as JSON or as CSV. */
export async function listAnswer<E>(
  page: CursorPage<E>,
  { query, csv, options }: Call,
  textOf: (entry: E) => string,
  table: RecordTable,
): Promise<Answer> {
  if (csv === undefined) return cursorPageAnswer(page, query, textOf);
  const rows = rowsOf(page.entries, textOf, table);
  return csvAnswer({ columns: table.columns, rows }, csv, options, pageHeaders(query, page));
}

function* rowsOf<E>(
  entries: readonly E[],
  textOf: (entry: E) => string,
  table: RecordTable,
): Generator<readonly Cell[]> {
  for (const entry of entries) yield table.rowOf(parseJson(textOf(entry)));
}
