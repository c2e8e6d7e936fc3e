import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createFolder } from '../../../src/folder.js';
import { runReport } from '../../../src/report-run.js';
import { SAMPLE_PROJECT, SAMPLE_RANGE } from '../../../src/samples.js';
import type { Row, Size } from '../../row.js';
import { startScript } from '../../script.js';
import { serveFilled } from '../../stores.js';

export const reportMessages: Row = {
  name: 'report-messages',
  work: 'memex analytics, the messages of the large store to JSON',
  against: 'a script that fetches the same pages, parses them, and writes them with an indent',
  unit: 'messages/s',
  atLeast: 0.6,
  long: true,
  prepare,
};

const MAX_MEMORY = 200;

async function prepare({ messages }: Size) {
  const folder = await createFolder();
  const server = await serveFilled(messages);
  const platform = await startScript('reports/platform', [
    JSON.stringify({ users: 1, tasks: 1, logger: server.url }),
  ]);
  const instance = String(platform.ready);
  const [ours, theirs] = [join(folder.path, 'memex.json'), join(folder.path, 'bare.json')];
  const script = await startScript('bare/reports/messages', [instance, theirs]);
  const window = ['-s', SAMPLE_RANGE.fromTime, '-e', SAMPLE_RANGE.toTime];
  const peaks: number[] = [];
  return {
    memex: {
      measure: async () => {
        const { millis, peak } = await runReport(
          ['analytics', '-ai', SAMPLE_PROJECT, ...window, '-mf', ours],
          instance,
        );
        peaks.push(peak);
        return (messages / millis) * 1_000;
      },
      [Symbol.asyncDispose]: async () => {
        await platform[Symbol.asyncDispose]();
        await server[Symbol.asyncDispose]();
      },
    },
    bare: {
      measure: async () => {
        const speed = await script.ask(0);
        const lines = await Promise.all([linesIn(ours), linesIn(theirs)]);
        if (lines[0] !== lines[1]) throw new Error(`the two files have ${lines.join(' and ')} lines`);
        return speed;
      },
      [Symbol.asyncDispose]: async () => {
        await script[Symbol.asyncDispose]();
        await folder[Symbol.asyncDispose]();
      },
    },
    note: () => {
      const peak = Math.max(...peaks);
      return { text: `${Math.round(peak)} MiB of memory at most`, holds: peak < MAX_MEMORY };
    },
  };
}

/** Every value has a line. Bytes would not do: Python writes `5e-05`, as the report does, and a script `0.00005`. */
async function linesIn(file: string): Promise<number> {
  let lines = 0;
  for await (const chunk of createReadStream(file)) {
    const bytes: Buffer = chunk;
    for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) lines++;
  }
  return lines;
}

const LINE_FEED = 10;
