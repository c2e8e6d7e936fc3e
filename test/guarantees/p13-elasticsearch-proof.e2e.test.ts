import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createClient } from '../src/client.js';
import { askServer, storedAt } from '../src/elasticsearch.js';
import { printFigure } from '../src/figure.js';
import { createFolder } from '../src/folder.js';
import { ownElasticsearch } from '../src/own-elasticsearch.js';
import { post, traceIdsOf } from '../src/posting.js';
import { createSamples } from '../src/samples.js';
import { runMemex, startServer } from '../src/server.js';

/** Occurs in each thing that the user's messages hold, and in nothing else. */
const MARKER = 'zq8-forget-me-zq8';
const COUNT = 500;

const { url, skipped } = await ownElasticsearch();

test.skipIf(skipped !== '')(
  `P13 after memex erase --verify no document of Elasticsearch has anything of the user, and a receipt is there${skipped}`,
  async () => {
    await using folder = await createFolder();
    const environment = { ...storedAt(url), STORE_PATH: folder.path };
    await using server = await startServer({ environment });
    await using client = createClient(server.url);
    const marked = createSamples()(COUNT).map((message) => ({
      ...message,
      userId: MARKER,
      messageId: `${MARKER}-${message.messageId}`,
      metadata: { nested: [{ [MARKER]: MARKER }] },
    }));
    traceIdsOf(await post(client, marked, { 'idempotency-key': MARKER }));
    const others = createSamples({ seed: 3 })(COUNT);
    traceIdsOf(await post(client, others));
    const before = await documentsWith(MARKER);

    await using erasure = runMemex(['erase', MARKER, '--verify', '--json'], environment);
    const { code } = await erasure.exit;
    expect(code, erasure.output()).toBe(0);
    const report = JSON.parse(erasure.output());
    const receipts = await client.send({ path: '/receipts', query: { userId: MARKER } });
    const after = await documentsWith(MARKER);
    printFigure('P13', 'proof of an erasure in Elasticsearch', {
      'documents with a trace before': before,
      erased: report.deleted,
      'messages looked at afterwards': report.searched[0].looked,
      'documents with a trace after': after,
    });
    expect(before).toBe(COUNT);
    expect(after).toBe(0);
    expect(report).toMatchObject({
      deleted: COUNT,
      searched: [
        { part: 'messages', looked: COUNT, found: 0 },
        {},
        {},
        {},
        {},
        { part: 'idempotency answers', looked: 1, found: 0 },
        { part: 'rules and receipts', found: 0 },
      ],
    });
    expect(receipts).toMatchObject({
      status: 200,
      body: [{ state: 'complete', by: 'command line', deleted: COUNT }],
    });

    // An answer that has the id as a text is found; and where no broker and no file of jobs is, none is made.
    const form = { form: 'partial', refused: [0], faults: [{ path: '[0]', message: MARKER }] };
    const kept = { at: Date.now(), fingerprint: 'f', complete: true, traceIds: [], form };
    await askServer(url, 'PUT', '/memex-keys/_doc/message-f', kept);
    const elsewhere = join(folder.path, 'elsewhere');
    await mkdir(elsewhere);
    const at = { ...environment, STORE_PATH: elsewhere };
    await using again = runMemex(['erase', MARKER, '--verify', '--json'], at);
    expect((await again.exit).code, again.output()).toBe(1);
    const { searched }: { searched: readonly { found: number }[] } = JSON.parse(again.output());
    expect(searched.filter(({ found }) => found > 0)).toMatchObject([
      { part: 'idempotency answers', looked: 2, found: 1 },
    ]);
    expect(await readdir(elsewhere)).toEqual([]);
  },
  120_000,
);

/** How many documents of any index contain a text. */
async function documentsWith(text: string): Promise<number> {
  await askServer(url, 'POST', '/_all/_refresh');
  const answer = JSON.stringify(await askServer(url, 'GET', '/_all/_search?size=10000'));
  const { hits }: { hits: { hits: readonly unknown[] } } = JSON.parse(answer);
  return hits.hits.filter((hit) => JSON.stringify(hit).includes(text)).length;
}
