import { freePort } from '@memex/test-services';
import { describe, expect, test } from 'vitest';
import { createClient } from '../src/client.js';
import { askServer, storedAt } from '../src/elasticsearch.js';
import { printFigure } from '../src/figure.js';
import { ownElasticsearch } from '../src/own-elasticsearch.js';
import { post } from '../src/posting.js';
import { createSamples } from '../src/samples.js';
import { runMemex } from '../src/server.js';
import { until } from '../src/wait.js';

const { node, url, skipped } = await ownElasticsearch();
const title = `Elasticsearch${skipped}`;

describe.skipIf(skipped !== '')(title, () => {
  test('P24 a setting that Elasticsearch never takes ends the process at start, in one line', async () => {
    const policy = 'Elasticsearch is unavailable: it has no lifecycle policy yearly: ';
    const shards = /^memex: EL_SHARDS must be a whole number from 1 to 1024, not "0"\n$/;
    const cases: readonly (readonly [command: string, settings: Settings, code: number, line: RegExp])[] = [
      ['serve', { EL_SHARDS: '0' }, 2, shards],
      ['check', { EL_SHARDS: '0' }, 2, shards],
      ['serve', { EL_ILM_POLICY: 'yearly' }, 1, new RegExp(`^memex: ${policy}.+\\n$`)],
      ['check', { EL_ILM_POLICY: 'yearly' }, 1, new RegExp(`^store +failed +${policy}.+\\n$`)],
    ];
    for (const [command, settings, code, line] of cases) {
      await using memex = runMemex([command], { ...storedAt(url), ...settings });
      expect((await memex.exit).code, memex.output()).toBe(code);
      expect(memex.output()).toMatch(line);
    }
    printFigure('P24', 'settings that never heal', { 'starts that ended with one line': cases.length });
  });

  test('P24 so does a template that it refuses', async () => {
    await askServer(url, 'PUT', '/_index_template/theirs', { index_patterns: ['message-*'], priority: 200 });
    await using memex = runMemex(['serve'], storedAt(url));
    expect((await memex.exit).code).toBe(1);
    expect(memex.output()).toMatch(
      /^memex: Elasticsearch is unavailable: it refuses the index template memex-message: .+same priority.+\n$/,
    );
    await askServer(url, 'DELETE', '/_index_template/theirs');
  });

  test('P24 where Elasticsearch came later, /ready is 503 and writes are, never 500', async () => {
    if (node === undefined) throw new Error('there is no server');
    await node.kill();
    const port = await freePort();
    const settings = { ...storedAt(url), EL_ILM_POLICY: 'yearly', WS_PORT: String(port) };
    await using memex = runMemex(['serve'], settings);
    await using client = createClient(`http://127.0.0.1:${port}`);
    const alive = async () => (await client.send({ path: '/health' }).catch(() => undefined))?.status;
    expect(await until('/health', alive)).toBe(200);
    await node.restart();
    // Once it answers, what is wrong is no longer that it does not.
    const isTold = async () => {
      await client.send({ path: '/ready' });
      return memex.output().includes('it has no lifecycle policy yearly') || undefined;
    };
    await until('the reason in the log', isTold, 60_000);
    expect((await client.send({ path: '/ready' })).status).toBe(503);
    const { status, headers } = await post(client, createSamples()(1));
    expect([status, Number(headers['retry-after']) > 0]).toEqual([503, true]);
  }, 120_000);
});

type Settings = Readonly<Record<string, string>>;
