import { decode, FlagCodec, RecordCodec } from '@memex/core/model';
import type Koa from 'koa';
import type { CsvOptions } from '../response/csv-answer.js';
import type { Parameters } from './parameters.js';

const CsvQuery = new RecordCodec('CsvQuery', { safeCells: { codec: new FlagCodec(), fallback: false } });

/** The parameters of routes that also answer in CSV, in addition to their own. */
export const CSV_FIELDS = CsvQuery.fields;

/**
 * How the client wants CSV; `undefined` if it prefers JSON, or says nothing. No `Accept` is refused, since old clients send any.
 *
 * @throws MalformedError
 */
export function csvRequestOf(ctx: Koa.Context, { safeCells }: Parameters): CsvOptions | undefined {
  const options = readCsvOptions({ safeCells });
  ctx.vary('Accept');
  if (ctx.req.headers.accept === undefined) return undefined;
  // If both are equally welcome, the first counts.
  const isCsv = ctx.accepts('application/json', 'text/csv') === 'text/csv';
  return isCsv ? options : undefined;
}

/** @throws MalformedError */
export function readCsvOptions({ safeCells }: Parameters): CsvOptions {
  return safeCells === undefined ? AS_IS : decode(CsvQuery, { safeCells });
}

const AS_IS: CsvOptions = { safeCells: false };

/** The parameters of the use case. */
export function withoutCsvFields(parameters: Parameters): Parameters {
  if (parameters.safeCells === undefined) return parameters;
  const { safeCells, ...others } = parameters;
  return others;
}
