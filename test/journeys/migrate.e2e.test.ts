import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askServer, commonElasticsearch, dropIndices, indexNames, storedAt } from '../src/elasticsearch.js';
import { createFolder, type Folder } from '../src/folder.js';
import { membersOf } from '../src/members.js';
import { createSamples } from '../src/samples.js';
import { type Command, runMemex } from '../src/server.js';
import { until } from '../src/wait.js';

const DAYS = 10;
const A_DAY = 500;
const INDICES = 'message-*,analytic-*';

const { url, skipped } = await commonElasticsearch();
const title = `memex migrate${skipped}`;
let folder: Folder;

describe.skipIf(url === '')(title, () => {
  beforeEach(async () => {
    folder = await createFolder();
  });

  afterEach(async () => {
    await folder[Symbol.asyncDispose]();
  });

  test('tells what it would do and does nothing, is stopped and killed and goes on, and loses nothing', async () => {
    await dropIndices(url, `${INDICES},migrations*`);
    await leaveMessages();
    await leaveAnalytic();
    const before = await state();
    const dry = await migrate('--dry-run', '--verbose');
    expect(dry).toContain('4 project_to_app_id: skipped, ');
    expect(dry).toMatch(/^7 remove_app_id_from_indices: would apply, 5,0\d\d documents in 1\d indices$/m);
    expect(dry).toContain(`  message-app-2026-01-01: would change ${A_DAY} documents\n`);
    const [dryJson = ''] = (await migrate('--dry-run', '--json')).trimEnd().split('\n').slice(-1);
    expect(JSON.parse(dryJson).migrations).toContainEqual({
      number: 7,
      name: 'remove_app_id_from_indices',
      outcome: 'would apply',
      changed: expect.objectContaining({ 'message-app-2026-01-01': A_DAY }),
    });
    expect(await state()).toEqual(before);
    expect(await migrate('status')).toMatch(/^ +7 {2}remove_app_id_from_indices +pending$/m);

    await interrupt('SIGTERM', 1);
    await interrupt('SIGKILL', 4);
    await migrate();
    const status = await migrate('status');
    expect(status).not.toContain('pending');
    expect(status).toMatch(/^ +4 {2}project_to_app_id +skipped, no mapping/m);
    const after = await state();
    expect(after.count).toBe(before.count);
    expect(after.names.filter((name) => name.includes('app'))).toEqual([]);
    expect(after.names).toContain('message-2026-01-01');
    const analytic = await askServer(url, 'GET', '/analytic-definitions/_doc/one');
    expect(analytic).toMatchObject({ _source: { id: 'one', descriptor: { timespan: { type: 'moving' } } } });

    await migrate();
    expect(await state()).toEqual(after);
    await dropIndices(url, `${INDICES},migrations*`);
  }, 180_000);

  test('applies the TypeScript of its folder where Node runs it, and says in a line where it does not', async () => {
    const text =
      "export const number: number = 20, name = 'own';\nexport const apply = async (): Promise<void> => {};\n";
    await writeFile(join(folder.path, 'own.ts'), text);
    await using command = run('status');
    const { code } = await command.exit;
    if ('typescript' in process.features && process.features.typescript !== false) {
      expect([code, command.output()]).toEqual([0, expect.stringMatching(/^ +20 {2}own +pending$/m)]);
    } else {
      const line = `memex: ${folder.path}/own.ts is TypeScript, which Node ${process.version} cannot run: use Node 22.18 or later, or compile it to .mjs\n`;
      expect([code, command.output()]).toEqual([1, line]);
    }
  });
});

function run(...args: readonly string[]): Command {
  return runMemex(['migrate', ...args], { ...storedAt(url), MIGRATION_FOLDER: folder.path });
}

/** Runs it to its end; what it printed. */
async function migrate(...args: readonly string[]): Promise<string> {
  await using command = run(...args);
  const { code } = await command.exit;
  expect([code, command.output()]).toEqual([0, command.output()]);
  return command.output();
}

/** Ends it with a signal once it has moved so many indices. */
async function interrupt(signal: NodeJS.Signals, moved: number): Promise<void> {
  await using command = run();
  let ended = false;
  void command.exit.then(() => {
    ended = true;
  });
  await until(`${moved} indices to be moved`, async () => {
    if (ended) throw new Error(`it ended before it was interrupted:\n${command.output()}`);
    const left = (await indexNames(url, 'message-*')).filter((name) => name.includes('app'));
    return left.length <= DAYS - moved || undefined;
  });
  expect((await command.end(signal)).code).not.toBe(0);
}

async function state(): Promise<{ readonly names: readonly string[]; readonly count: unknown }> {
  await askServer(url, 'POST', `/${INDICES}/_refresh`);
  const { count } = membersOf(await askServer(url, 'GET', `/${INDICES}/_count`));
  return { names: await indexNames(url, INDICES), count };
}

/** Messages of some days as the Python service left them: an index for each project and day. */
async function leaveMessages(): Promise<void> {
  const make = createSamples();
  for (let day = 1; day <= DAYS; day++) {
    const index = `message-app-2026-01-${String(day).padStart(2, '0')}`;
    const lines = make(A_DAY).flatMap((message) => [
      { create: { _index: index, _id: `${index}-${message.messageId}` } },
      message,
    ]);
    await askServer(url, 'POST', '/_bulk', `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
  }
}

async function leaveAnalytic(): Promise<void> {
  await askServer(url, 'PUT', '/analytic-app-2026-01-01/_doc/of-the-day', {
    staticId: 'one',
    query: {
      project: 'app',
      timespan: { type: 'DEFAULT', value: '30D' },
      type: 'analytic',
      dimension: 'user',
      metric: 'u:total',
    },
    result: null,
  });
}
