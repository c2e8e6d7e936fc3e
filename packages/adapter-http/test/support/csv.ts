import { parseString } from '@fast-csv/parse';
import { expect } from 'vitest';
import type { Answer } from './client.js';
import type { Service } from './service.js';

export const CSV = { accept: 'text/csv' };

export type CsvRow = Readonly<Record<string, string>>;

/** The rows of an answer, by the names of their columns. */
export async function rowsOf(answer: Answer): Promise<readonly CsvRow[]> {
  expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
  expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
  const rows: CsvRow[] = [];
  for await (const row of parseString<CsvRow, CsvRow>(answer.text, {
    headers: true,
    strictColumnHandling: true,
  }))
    rows.push(row);
  return rows;
}

export async function readCsv(service: Service, target: string): Promise<readonly CsvRow[]> {
  return rowsOf(await service.call('GET', target, { headers: CSV }));
}

export async function queryCsv(
  service: Service,
  descriptors: readonly unknown[],
): Promise<readonly CsvRow[]> {
  return rowsOf(await service.call('POST', '/analytics/query', { headers: CSV, body: descriptors }));
}
