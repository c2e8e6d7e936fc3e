import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sink } from '@memex/adapter-files';
import { UnavailableError } from '@memex/core';
import type { TableWriter } from '@memex/core/reports';
import type { Cell } from '@memex/core/toolkit';
import type { ReportFiles } from './report-command.js';

/** The pictures of the table of analytics, and the metrics that each of them shows. */
export const PICTURES: readonly {
  readonly file: string;
  readonly title: string;
  readonly metrics: readonly string[];
}[] = [
  {
    file: 'users.svg',
    title: 'Users',
    metrics: ['total users', 'active users', 'engaged users', 'new users'],
  },
  {
    file: 'messages.svg',
    title: 'Messages',
    metrics: [
      'total messages',
      'messages from users',
      'user textual messages',
      'user action messages',
      'messages from bot',
      'messages from wenet',
    ],
  },
  {
    file: 'questions.svg',
    title: 'Questions and answers',
    metrics: [
      'questions',
      'question reports',
      "can't help",
      'answers',
      'answer reports',
      'approved answers',
      'ask more people',
    ],
  },
];

/** Pictures that are drawn from the rows of the table of analytics, once it is complete. */
export interface AnalyticsPictures {
  /** Takes the rows, and passes them on to a table, if there is one. */
  readonly table: TableWriter;
  /** Draws them. Call it once, after the last row. */
  draw(appId: string): Promise<void>;
}

/** Opens a file for each picture. The folder is made if it is missing. */
export async function openPictures(
  folder: string,
  files: ReportFiles,
  table: TableWriter | undefined,
): Promise<AnalyticsPictures> {
  await makeFolder(folder);
  const sinks: Sink[] = [];
  for (const { file } of PICTURES) sinks.push(await files.text(join(folder, file)));
  const cells = new Map<string, Cell>();
  return {
    table: {
      row: async (row, options) => {
        const [name, value = null] = row;
        if (typeof name === 'string') cells.set(name, value);
        await table?.row(row, options);
      },
    },
    async draw(appId) {
      const { pictureOfNumbers } = await import('@memex/dashboard/pictures');
      const subtitle = [`${cells.get('from') ?? 'the beginning'} to ${cells.get('to')}`];
      for (const [index, { title, metrics }] of PICTURES.entries()) {
        const rows = metrics.map((name) => ({ name, value: numberOf(cells.get(name)) }));
        await sinks[index]?.write(pictureOfNumbers(rows, { title: `${title} of ${appId}`, subtitle }));
      }
    },
  };
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    const reason = `it cannot be made: ${error instanceof Error ? error.message : String(error)}`;
    throw new UnavailableError(`the folder ${folder}`, { reason, cause: error });
  }
}

function numberOf(cell: Cell | undefined): number | null {
  return typeof cell === 'number' ? cell : null;
}
