import { rmSync, writeFileSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Client, createClient } from '../src/client.js';
import { post } from '../src/posting.js';
import { createSamples, SAMPLE_PROJECT, SAMPLE_RANGE } from '../src/samples.js';
import { startServer } from '../src/server.js';
import { CANNOT_MOUNT, mountSmallDisk, SKIPPED_WITHOUT_MOUNT } from '../src/small-disk.js';
import { until } from '../src/wait.js';
import { walkField } from '../src/walk.js';

const MIB = 1_048_576;

test.skipIf(CANNOT_MOUNT)(
  `a full disk answers 503, loses nothing, and heals${SKIPPED_WITHOUT_MOUNT}`,
  async () => {
    await using disk = await mountSmallDisk();
    await using server = await startServer({ folder: join(disk.path, 'store') });
    await using client = createClient(server.url);
    const make = createSamples();
    const acknowledged: string[] = [];
    const store = async (): Promise<number> => {
      const batch = make(100);
      const answer = await post(client, batch);
      if (answer.status === 201) acknowledged.push(...batch.map(({ messageId }) => messageId));
      else expect(answer).toMatchObject({ status: 503, body: { code: 503 } });
      if (answer.status === 503) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      return answer.status;
    };
    expect(await store()).toBe(201);
    fillUp(join(disk.path, 'ballast'));
    await until('the disk to be full', async () => (await store()) === 503 || undefined);
    expect((await walkIds(client)).sort()).toEqual([...acknowledged].sort());

    rmSync(join(disk.path, 'ballast'));
    await until('the store to heal', async () => (await store()) === 201 || undefined);
    expect((await fetch(`${server.url}/ready`)).status).toBe(200);
    expect((await walkIds(client)).sort()).toEqual([...acknowledged].sort());
  },
);

test.skipIf(CANNOT_MOUNT).each(['json', 'pretty'])(
  `a log that is %s goes on after its disk was full, without a gap${SKIPPED_WITHOUT_MOUNT}`,
  async (format) => {
    await using disk = await mountSmallDisk();
    const file = join(disk.path, 'log');
    await using log = await open(file, 'a');
    await using server = await startServer({
      environment: { STORE: 'memory', LOG_FORMAT: format, LOG_LEVEL: 'info' },
      log: log.fd,
    });
    let asked = 0;
    const ask = async (): Promise<void> => {
      asked++;
      await (await fetch(`${server.url}/messages`)).text();
    };
    const logged = async (): Promise<number> => (await readFile(file, 'utf8')).split('/messages').length - 1;
    // Only a new line tries again to write those before it.
    const logHasAll = async (): Promise<true | undefined> =>
      (await logged()) === asked ? true : void (await ask());
    await ask();
    await until('the first line', logHasAll);

    fillUp(join(disk.path, 'ballast'));
    await until('the disk to be full', async () => {
      await ask();
      return asked - (await logged()) > 20 || undefined;
    });

    rmSync(join(disk.path, 'ballast'));
    await until('the log to have all lines', logHasAll);
    expect(await server.end('SIGTERM')).toEqual({ code: 0, signal: null });
  },
);

function walkIds(client: Client): Promise<string[]> {
  return walkField(client, '/messages', { project: SAMPLE_PROJECT, ...SAMPLE_RANGE }, 'messageId');
}

/** Writes until nothing more fits. */
function fillUp(file: string): void {
  const block = Buffer.alloc(MIB / 16);
  try {
    for (;;) writeFileSync(file, block, { flag: 'a' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  }
}
