import { freePort } from '@memex/test-services';
import { expect, test } from 'vitest';
import { type Client, createClient } from '../src/client.js';
import { printFigure } from '../src/figure.js';
import { createFolder } from '../src/folder.js';
import { post, traceIdsOf } from '../src/posting.js';
import { createSamples, SAMPLE_PROJECT, SAMPLE_RANGE } from '../src/samples.js';
import { startServer } from '../src/server.js';
import { openSlowPost } from '../src/slow-post.js';
import { until } from '../src/wait.js';
import { walkField } from '../src/walk.js';

const WRITERS = 16;
const ENOUGH = 2_000;

test.each(['SIGTERM', 'SIGINT'] as const)(
  'P18 no accepted request fails on %s under load',
  async (signal) => {
    await using folder = await createFolder();
    const port = await freePort();
    await using server = await startServer({ folder: folder.path, port });
    await using client = createClient(server.url, WRITERS);
    const make = createSamples();
    const acknowledged: string[] = [];
    const failed: unknown[] = [];
    let signalled = false;
    const write = async (): Promise<void> => {
      for (;;) {
        const sentBefore = !signalled;
        const batch = make(10);
        try {
          traceIdsOf(await post(client, batch));
          acknowledged.push(...batch.map(({ messageId }) => messageId));
        } catch (error) {
          // A request that was on its way when the server closed may find nobody; what it was to store must not be there.
          if (sentBefore) failed.push(error);
          return;
        }
      }
    };
    const writers = Array.from({ length: WRITERS }, write);
    const slow = await openSlowPost(port, make(1));
    await until('load', () => acknowledged.length >= ENOUGH || undefined);
    signalled = true;
    const ending = server.end(signal);
    const slowStatus = await slow.finish();
    await Promise.all(writers);
    const exit = await ending;

    await using restarted = await startServer({ folder: folder.path, port });
    await using reader = createClient(restarted.url);
    const stored = await storedIds(reader);
    const unanswered = stored.size - acknowledged.length - 1;
    printFigure('P18', `${signal} under load`, {
      acknowledged: acknowledged.length,
      'sent before it and failed': failed.length,
      'stored and not answered': unanswered,
      'half-sent request answered': slowStatus,
      'exit code': exit.code ?? 'none',
    });
    expect({ failed, slowStatus, unanswered }).toEqual({ failed: [], slowStatus: 201, unanswered: 0 });
    expect(exit).toEqual({ code: 0, signal: null });
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
  },
);

async function storedIds(client: Client): Promise<ReadonlySet<string>> {
  const everything = { project: SAMPLE_PROJECT, ...SAMPLE_RANGE, maxSize: '10000' };
  return new Set(await walkField(client, '/messages', everything, 'messageId'));
}
