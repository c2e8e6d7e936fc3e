import { join } from 'node:path';
import { createFolder } from '../../../src/folder.js';
import type { Row, Size } from '../../row.js';
import { scriptSide, startScript } from '../../script.js';

export const reportProfiles: Row = {
  name: 'report-profiles',
  work: '10,000 profiles to JSON, where each takes the profile manager 5 ms',
  against:
    'a script that fetches the same profiles by bare fetch, 16 at once, and writes the bytes to one file',
  unit: 'profiles/s',
  atLeast: 0.9,
  prepare,
};

async function prepare({ messages }: Size) {
  const users = Math.min(10_000, messages);
  const folder = await createFolder();
  const platform = await startScript('reports/platform', [JSON.stringify({ users, tasks: 1, delay: 5 })]);
  const instance = String(platform.ready);
  const work = await startScript('reports/profiles', [instance, join(folder.path, 'p.json')]);
  const bare = await startScript('bare/reports/profiles', [
    instance,
    String(users),
    join(folder.path, 'bare'),
  ]);
  return {
    memex: scriptSide(work, 0),
    bare: {
      measure: () => bare.ask(0),
      [Symbol.asyncDispose]: async () => {
        await bare[Symbol.asyncDispose]();
        await platform[Symbol.asyncDispose]();
        await folder[Symbol.asyncDispose]();
      },
    },
  };
}
