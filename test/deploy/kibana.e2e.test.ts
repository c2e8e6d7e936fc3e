import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { createClient } from '../src/client.js';
import { askServer, storedAt } from '../src/elasticsearch.js';
import { membersOf } from '../src/members.js';
import { ownElasticsearch } from '../src/own-elasticsearch.js';
import { post, traceIdsOf } from '../src/posting.js';
import { createSamples } from '../src/samples.js';
import { startServer } from '../src/server.js';
import { textField } from '../src/walk.js';

const FILE = resolve(import.meta.dirname, '../../deploy/kibana/memex.ndjson');

/** What Kibana puts in the place of its words before it asks. */
const FILLED: readonly (readonly [word: string, value: string | number])[] = [
  ['{"%autointerval%":true}', '1d'],
  ['{"%timefilter%":"min"}', Date.UTC(2026, 0, 1)],
  ['{"%timefilter%":"max"}', Date.UTC(2026, 0, 3)],
];

const { url, skipped } = await ownElasticsearch();

test.skipIf(skipped !== '')(
  `the objects for Kibana refer to each other, and Elasticsearch answers each of their queries with something${skipped}`,
  async () => {
    await using server = await startServer({ environment: storedAt(url) });
    await using client = createClient(server.url);
    traceIdsOf(await post(client, createSamples()(200)));
    await askServer(url, 'POST', '/_refresh');
    const objects = (await readFile(FILE, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => membersOf(JSON.parse(line)));
    const names = new Set(objects.map(({ type, id }) => `${type} ${id}`));
    expect(names.size).toBe(objects.length);
    for (const { references } of objects) {
      for (const reference of Array.isArray(references) ? references : [])
        expect(names).toContain(`${textField(reference, 'type')} ${textField(reference, 'id')}`);
    }
    const mapped = membersOf(
      membersOf(await askServer(url, 'GET', '/message-*/_field_caps?fields=*')).fields,
    );
    const views = objects
      .filter(({ type }) => type === 'index-pattern')
      .map(({ attributes }) => membersOf(attributes));
    expect(views).toMatchObject([{ title: 'message-*', timeFieldName: 'timestamp' }]);
    expect(mapped).toHaveProperty('timestamp');
    const charts = objects.filter(({ type }) => type === 'visualization');
    expect(charts).toHaveLength(6);
    for (const { id, attributes } of charts) {
      const { index, body } = queryOf(textField(attributes, 'visState'));
      const fields = [...JSON.stringify(body).matchAll(/"field":"([^"]+)"/g)].map(([, field]) =>
        String(field),
      );
      for (const field of fields) expect(Object.keys(mapped), String(id)).toContain(field);
      const answer = await askServer(url, 'POST', `/${index}/_search`, body);
      const [aggregation] = Object.values(membersOf(membersOf(answer).aggregations));
      expect(membersOf(aggregation).buckets, String(id)).not.toEqual([]);
    }
  },
  120_000,
);

/** What a chart asks, as Kibana would send it. */
function queryOf(visState: string): { readonly index: string; readonly body: unknown } {
  const spec = membersOf(JSON.parse(textField(membersOf(JSON.parse(visState)).params, 'spec')));
  const { index, body } = membersOf(membersOf(spec.data).url);
  const filled = FILLED.reduce(
    (text, [word, value]) => text.replaceAll(word, JSON.stringify(value)),
    JSON.stringify(body),
  );
  return { index: String(index), body: JSON.parse(filled) };
}
