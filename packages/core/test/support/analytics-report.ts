import { decode, Timespan } from '@memex/core/model';
import { reportAnalytics } from '@memex/core/reports';
import type { Cell } from '@memex/core/toolkit';
import { reportSite, type SiteData } from './report-site.js';
import { documentWriter, tableWriter } from './written.js';

export const WINDOW = decode(Timespan, {
  type: 'fixed',
  start: '2021-11-01T00:00:00',
  end: '2021-11-30T00:00:00',
});
export const IN = '2021-11-10T10:00:00';
export const seconds = (time: string): number => Date.parse(`${time}Z`) / 1_000;

/** The rows of one table below its heading and the names of its columns. */
export async function rowsOf(
  output: 'analytics' | 'questions' | 'users',
  data: SiteData,
): Promise<readonly (readonly Cell[])[]> {
  const table = tableWriter();
  const { ports } = await reportSite(data);
  await reportAnalytics({ appId: 'app', ilogId: 'ilog', surveyId: 'survey', window: WINDOW }, ports, {
    [output]: table,
  });
  return table.rows.slice(table.rows.findIndex(({ length }) => length === 0) + 2);
}

export async function itemsOf(
  output: 'tasks' | 'messages' | 'profiles',
  data: SiteData,
): Promise<readonly unknown[]> {
  const document = documentWriter();
  const { ports } = await reportSite(data);
  await reportAnalytics({ appId: 'app', window: WINDOW }, ports, { [output]: document });
  return document.items;
}

export const task = (fields: Readonly<Record<string, unknown>>) => ({
  id: 't',
  appId: 'app',
  _creationTs: seconds(IN),
  ...fields,
});
export const transaction = (id: string, label: string, attributes: object = {}) => ({
  id,
  label,
  taskId: 't',
  _creationTs: seconds(IN),
  actioneerId: 'anna',
  attributes,
});
export const joined = (...ids: readonly string[]) => ({
  app: Object.fromEntries(ids.map((id) => [id, `${IN}Z`])),
});
