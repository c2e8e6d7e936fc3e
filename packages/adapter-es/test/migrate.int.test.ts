import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type estypes } from '@elastic/elasticsearch';
import {
  createElasticsearchMigrator,
  createElasticsearchStore,
  type Migrator,
  type RunOptions,
} from '@memex/adapter-es';
import { type JsonObject, parseJson, stringifyJson } from '@memex/core/toolkit';
import { isMissing, startElasticsearch } from '@memex/test-services';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ExactSerializer } from '../src/migrate/exact-serializer.js';
import { type Legacy, legacyAnalytics, legacyEntries, writeLegacy } from './python-service.js';

// A server of its own: the names of old indices are what they are, and every test begins with none.
const server = await startElasticsearch({ major: 8 });
const skipped = isMissing(server) ? `: needs ${server.missing}` : '';
const node = isMissing(server) ? 'http://localhost' : (server.nodes[0]?.url ?? '');
const client = new Client({ node, Serializer: ExactSerializer });
let folder: string;

afterAll(async () => {
  await client.close();
  if (!isMissing(server)) await server.stop();
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'migrations-'));
  await client.indices.deleteIndexTemplate({ name: 'memex-*' }, { ignore: [404] });
  const names = Object.keys(await client.indices.getSettings({ index: '*' }));
  if (names.length > 0) await client.indices.delete({ index: names });
});

afterEach(() => rm(folder, { recursive: true }));

function migrator(applicationIds?: ReadonlyMap<string, string>): Migrator {
  return createElasticsearchMigrator({
    nodes: [node],
    folder,
    managerIndex: 'migrations',
    applicationIds,
    heartbeatMs: 100,
    replicas: 0,
  });
}

/** Every document but marks and lease, as text, by index and id. */
async function everything(): Promise<ReadonlyMap<string, string>> {
  await client.indices.refresh({ index: '*' });
  const documents = new Map<string, string>();
  let after: estypes.SortResults | undefined;
  do {
    const { hits } = await client.search<JsonObject>({
      index: 'message-*,logging-*,analytic-*',
      size: 5_000,
      sort: ['_doc'],
      ...(after === undefined ? {} : { search_after: after }),
    });
    for (const { _index, _id, _source } of hits.hits)
      documents.set(`${_index}/${_id}`, stringifyJson(_source));
    after = hits.hits.length === 5_000 ? hits.hits.at(-1)?.sort : undefined;
  } while (after !== undefined);
  return documents;
}

/** Checks document by document that nothing is lost, changed otherwise, or there twice. */
async function expectMigrated(legacy: readonly Legacy[]): Promise<void> {
  const found = new Map(
    [...(await everything())].map(([place, source]) => {
      const [index = '', id = ''] = place.split('/');
      return [id, { index, source }];
    }),
  );
  const wanted = legacy.flatMap(({ expected }) => (expected === undefined ? [] : [expected]));
  for (const { index, id, source } of wanted) {
    const document = found.get(id);
    expect(document && parseJson(document.source), id).toEqual(source);
    expect(document?.index, id).toMatch(index);
  }
  expect((await everything()).size).toBe(wanted.length);
}

/** Checks that the store knows every message, also those that fitted in no index of a date. */
async function expectReadable(legacy: readonly Legacy[]): Promise<void> {
  expect(await client.indices.exists({ index: 'message-migrated' })).toBe(true);
  const ids = legacy.flatMap(({ index, id, expected }) =>
    index.startsWith('message-') && expected !== undefined ? [id] : [],
  );
  const store = createElasticsearchStore({ nodes: [node], replicas: 0 });
  await store.start();
  expect(await store.messages.count({ projects: 'all' })).toBe(ids.length);
  const { entries } = await store.messages.page({ projects: 'all' }, { limit: 10_000 });
  expect(entries.map(({ traceId }) => traceId).sort()).toEqual([...ids].sort());
  await store.stop();
}

describe.skipIf(skipped !== '')(`migrations of what the Python service left${skipped}`, () => {
  const legacy = [...legacyEntries(40), ...legacyAnalytics()];

  test('migrations bring every document to its current format and index, are recorded, and change nothing the second time', async () => {
    await writeLegacy(client, legacy);
    await migrator().run();
    await expectMigrated(legacy);
    const status = await migrator().status();
    expect(status.map(({ migration, appliedAt }) => [migration.number, appliedAt !== undefined])).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => [number, number !== 4]),
    );
    await expectReadable(legacy);
    // Applied again, as if none had been: they change nothing.
    await client.indices.delete({ index: 'migrations' });
    await migrator().run();
    await expectMigrated(legacy);
  });

  test('migrations that the Python service recorded are not applied again', async () => {
    const document = { name: 'analytic_reorganization', ts: '2021-02-04T00:00:00' };
    await client.index({ index: 'migrations', id: '3-analytic_reorganization', document });
    const begun: number[] = [];
    await migrator().run({
      onStep: ({ number }, outcome) => void (outcome === 'begins' && begun.push(number)),
    });
    expect(begun).toEqual([1, 2, 5, 6, 7, 8, 9]);
  });

  test('a dry run reports what would change, and writes nothing', async () => {
    await writeLegacy(client, legacy);
    const before = await everything();
    const changed = new Map<string, number>();
    const onProgress: RunOptions['onProgress'] = ({ number }, progress) =>
      void changed.set(`${number} ${progress.index}`, progress.changed);
    await migrator().run({ dryRun: true, onProgress });
    expect(changed.get('7 message-other-app-2021-02-04')).toBe(40);
    expect(changed.get('7 message-2021-02-04')).toBeUndefined();
    expect(await everything()).toEqual(before);
    const indices = Object.keys(await client.indices.getSettings({ index: '*' }));
    expect(indices.filter((index) => index.startsWith('migrations'))).toEqual([]);
  });

  test('projects are renamed to application ids if a mapping is given', async () => {
    await writeLegacy(client, legacy);
    await migrator(
      new Map([
        ['other-app', 'id1'],
        ['app', 'id2'],
      ]),
    ).run();
    const projects = new Map<string, number>();
    for (const source of (await everything()).values()) {
      const [project = ''] = /"project":"[^"]*"/.exec(source) ?? [];
      projects.set(project, (projects.get(project) ?? 0) + 1);
    }
    expect([...projects.keys()].sort()).toEqual(['"project":"Third"', '"project":"id1"', '"project":"id2"']);
    expect(projects.get('"project":"id1"')).toBe(3 * 44);
  });

  test('a migrator that is killed at any moment loses and duplicates nothing', async () => {
    const many = [...legacyEntries(400), ...legacyAnalytics()];
    await writeLegacy(client, many);
    let kills = 0;
    for (let round = 0; round < 40 && kills < 10; round++) {
      if (await runAndKill(20 + Math.random() * 400)) kills++;
    }
    await migrator().run();
    await expectMigrated(many);
    process.stdout.write(
      `P14: migrator killed ${kills} times; ${many.length} documents verified one by one\n`,
    );
    expect(kills).toBeGreaterThan(0);
  });
});

/**
 * Runs the migrator in a process and kills it after some milliseconds. Resolves with whether it was still running.
 */
async function runAndKill(millis: number): Promise<boolean> {
  const script = new URL('migrator-process.mjs', import.meta.url).pathname;
  const child = spawn(process.execPath, [script, node, folder], { stdio: ['ignore', 'pipe', 'ignore'] });
  const exited = once(child, 'exit');
  await once(child.stdout, 'data');
  const timer = setTimeout(() => child.kill('SIGKILL'), millis);
  const [, signal] = await exited;
  clearTimeout(timer);
  return signal === 'SIGKILL';
}

describe.skipIf(skipped !== '')(`the migrator${skipped}`, () => {
  test('a migrator keeps others out while it is alive, and takes over from a dead one', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await writeMigration(
      '20-wait.mjs',
      "export const number = 20, name = 'wait'; export const apply = () => globalThis.held;",
    );
    Object.assign(globalThis, { held });
    const first = migrator().run();
    while (!(await isLeased())) await new Promise(setImmediate);
    await expect(migrator().run()).rejects.toThrow('another migrator is running');
    release();
    await first;
    await client.index({ index: 'migrations-lease', id: 'lease', document: { holder: 'dead', beat: 7 } });
    await migrator().run();
    expect(await isLeased()).toBe(false);
  });

  test('the migrations of a folder run once each, in the order of their numbers', async () => {
    Object.assign(globalThis, { ran: [] });
    const body = (number: number) =>
      `export const number = ${number}, name = 'own'; export const apply = async () => { globalThis.ran.push(${number}); };`;
    await writeMigration('b.mjs', body(30));
    await writeMigration('a.mjs', body(31));
    await migrator().run();
    await migrator().run();
    expect(Reflect.get(globalThis, 'ran')).toEqual([30, 31]);
  });

  test('a migration that fails stops the run, is not recorded, and can be repeated', async () => {
    await writeMigration(
      'a.mjs',
      "export const number = 40, name = 'fails'; export const apply = async () => { throw new Error('no'); };",
    );
    await expect(migrator().run()).rejects.toThrow('no');
    const pending = (await migrator().status()).filter(({ appliedAt }) => appliedAt === undefined);
    expect(pending.map(({ migration }) => migration.number)).toEqual([4, 40]);
  });

  test('duplicate numbers and invalid migrations are rejected before anything runs', async () => {
    await writeMigration(
      'a.mjs',
      "export const number = 3, name = 'mine'; export const apply = async () => {};",
    );
    await expect(migrator().run()).rejects.toThrow('have one number, 3');
    await writeMigration('a.mjs', 'export const number = 3;');
    expect(Object.keys(await client.indices.getSettings({ index: '*' }))).toEqual([]);
    await writeMigration('b.mjs', 'export const number = 3;');
    await expect(migrator().status()).rejects.toThrow('b.mjs must export number');
  });
});

/** Whether somebody holds the lease; an index that is just being made answers 503, and holds none yet. */
function isLeased(): Promise<boolean> {
  return client.exists({ index: 'migrations-lease', id: 'lease' }, { ignore: [503] });
}

function writeMigration(file: string, text: string): Promise<void> {
  return writeFile(join(folder, file), text);
}
