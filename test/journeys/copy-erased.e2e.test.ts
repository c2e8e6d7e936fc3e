import { join } from 'node:path';
import { createSqliteStore } from '@memex/adapter-sqlite';
import { messageEntry } from '@memex/core/testing';
import { expect, test } from 'vitest';
import { commonElasticsearch, dropIndices, storedAt } from '../src/elasticsearch.js';
import { printFigure } from '../src/figure.js';
import { createFolder } from '../src/folder.js';
import { runMemex } from '../src/server.js';

const EACH = 100;

const { url, skipped } = await commonElasticsearch();

test.skipIf(skipped !== '')(
  `P26 a copy carries rules, receipts and suppressed users in both directions, and brings no erased user back${skipped}`,
  async () => {
    await using folder = await createFolder();
    const [old, fresh] = [join(folder.path, 'old'), join(folder.path, 'fresh')];
    await dropIndices(url, EVERYTHING);
    const run = async (args: readonly string[], store: Readonly<Record<string, string>>) => {
      await using command = runMemex(args, { STORE_PATH: folder.path, WS_SUPPRESS: 'on', ...store });
      const { code } = await command.exit;
      return { code, output: command.output() };
    };
    const embedded = (path: string) => ({ STORE: 'embedded', STORE_PATH: path });
    const copy = async (from: string, to: string): Promise<string> => {
      const args = ['copy', '--from', from, '--to', to, '--state', join(folder.path, 'state.json')];
      const { code, output } = await run(args, storedAt(url));
      expect(code, output).toBe(0);
      return output;
    };

    await fill(old, ['anna', 'bert', 'carl']);
    await run(['retention', 'set', 'app', '90d'], embedded(old));
    expect(await run(['erase', 'bert'], embedded(old))).toMatchObject({ code: 0 });
    const there = await copy(`embedded:${old}`, 'elasticsearch');
    expect(there).toContain(`messages: ${2 * EACH} in embedded:${old}, ${2 * EACH} in elasticsearch\n`);
    for (const kind of ['retention rules', 'receipts', 'suppressed users'])
      expect(there).toContain(`${kind}: 1 in embedded:${old}, 1 in elasticsearch\n`);

    // Erased in the target: the source still has the messages, and is copied once more.
    expect(await run(['erase', 'anna'], storedAt(url))).toMatchObject({ code: 0 });
    const leftOut = `; ${EACH} of suppressed users were left out\n`;
    const again = await copy(`embedded:${old}`, 'elasticsearch');
    expect(again).toContain(`messages: ${2 * EACH} in embedded:${old}, ${EACH} in elasticsearch${leftOut}`);

    const back = await copy('elasticsearch', `embedded:${fresh}`);
    expect(back).toContain(`messages: ${EACH} in elasticsearch, ${EACH} in embedded:${fresh}\n`);
    expect(back).toContain(`receipts: 2 in elasticsearch, 2 in embedded:${fresh}\n`);
    expect(back).toContain(`suppressed users: 2 in elasticsearch, 2 in embedded:${fresh}\n`);
    const late = await copy(`embedded:${old}`, `embedded:${fresh}`);
    expect(late).toContain(`${EACH} in embedded:${fresh}${leftOut}`);

    const rules = await run(['retention'], embedded(fresh));
    expect(rules.output).toMatch(/^app: 90d/);
    for (const user of ['anna', 'bert']) {
      const { output } = await run(['receipts', '--user', user], embedded(fresh));
      expect(output).toMatch(new RegExp(`by command line: ${EACH} entries, done .*\\(app\\)\n$`));
    }
    const [left, ...others] = await usersIn(fresh);
    printFigure('P26', 'copies of a store with erased users', {
      'messages of suppressed users left out': EACH,
      'in the target': others.length,
    });
    expect([left, others]).toEqual(['carl', []]);
    await dropIndices(url, EVERYTHING);
  },
  120_000,
);

const EVERYTHING = 'message-*,logging-*,analytic-*,memex-values*';

async function fill(path: string, users: readonly string[]): Promise<void> {
  const store = createSqliteStore({ path });
  await store.start();
  const entries = users.flatMap((userId) =>
    Array.from({ length: EACH }, () => messageEntry({ project: 'app', userId })),
  );
  await store.messages.append({ entries });
  await store.stop();
}

async function usersIn(path: string): Promise<readonly string[]> {
  const store = createSqliteStore({ path });
  await store.start();
  const { entries } = await store.messages.page({ projects: 'all' }, { limit: 1_000 });
  await store.stop();
  return [...new Set(entries.map(({ json }) => String(JSON.parse(json).userId)))].sort();
}
