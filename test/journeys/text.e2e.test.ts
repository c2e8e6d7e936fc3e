import { expect, test } from 'vitest';
import { createClient } from '../src/client.js';
import { createFolder } from '../src/folder.js';
import { membersOf } from '../src/members.js';
import { post, traceIdsOf } from '../src/posting.js';
import { createSamples } from '../src/samples.js';
import { startServer } from '../src/server.js';

const TEXTS: readonly (readonly [string, string])[] = [
  ['emoji', '👩‍👩‍👧‍👦 🏳️‍🌈 🇮🇹 👍🏽'],
  ['right to left', 'مرحبا \u202eabc\u202c שלום'],
  ['NUL and other control characters', 'a\u0000b\u0001\u001f\u007f\u2028\u2029\r\n\t'],
  ['combining and decomposed', 'e\u0301 \u00e9 \ufeff \u{10ffff}'],
  ['half a surrogate pair', 'a\ud800b\udc00'],
  ['quotes and backslashes', '"\\\\"\' \\u0041 </script>'],
  ['empty', ''],
  ['nearly a MiB of ASCII', 'x'.repeat(1_047_000)],
  ['nearly a MiB of three-byte characters', '漢'.repeat(349_000)],
];

test('text comes back as it was sent, from every call, and after a restart', async () => {
  await using folder = await createFolder();
  const make = createSamples({ users: 1 });
  const sent = TEXTS.flatMap(([, value]) =>
    make(1).map((message) => ({
      ...message,
      type: 'notification' as const,
      content: { type: 'text', value, buttons: [] } as const,
      metadata: { [value.slice(0, 50)]: value.slice(0, 50) },
    })),
  );
  let traceIds: readonly string[];
  {
    await using server = await startServer({ folder: folder.path });
    await using client = createClient(server.url);
    traceIds = (
      await Promise.all(sent.map(async (message) => traceIdsOf(await post(client, [message]))))
    ).flat();
  }
  await using server = await startServer({ folder: folder.path });
  await using client = createClient(server.url);
  for (const [index, [name]] of TEXTS.entries()) {
    const { content, metadata } = sent[index] ?? {};
    const one = await client.send({ path: '/message', query: { traceId: traceIds[index] ?? '' } });
    const again = await client.send({ path: `/performance/message/${traceIds[index]}` });
    for (const { body } of [one, again]) {
      expect(membersOf(body).content, name).toEqual(content);
      expect(membersOf(body).metadata, name).toEqual(metadata);
    }
  }
});

test('metadata keeps digits that no double holds, and keys that mean something to JavaScript', async () => {
  await using folder = await createFolder();
  await using server = await startServer({ folder: folder.path });
  await using client = createClient(server.url);
  const metadata =
    '{"id":1234567890123456789,"deep":[{"n":-98765432109876543210}],"__proto__":{"admin":true},"constructor":{"prototype":1},"toString":"x","":0}';
  const [message] = createSamples()(1);
  const text = JSON.stringify([{ ...message, metadata: 'HERE' }]).replace('"HERE"', metadata);
  const [traceId = ''] = traceIdsOf(await client.send({ method: 'POST', path: '/messages', json: text }));
  const one = await client.send({ path: '/message', query: { traceId } });
  expect(one.text).toContain(`"metadata":${metadata}`);
});
