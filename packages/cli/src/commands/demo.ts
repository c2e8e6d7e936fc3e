import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnalyticalMemex, MessageInput } from '@memex/core';
import type { Startable } from '@memex/core/ports';
import type { Config } from '../config/config.js';
import { DEMO_PROJECT, demoLogs, demoMessages } from '../demo/conversations.js';
import type { Announce } from '../observe/announce.js';
import type { Run } from './run.js';
import { createService } from './serve.js';
import { runUntilSignal } from './until-signal.js';

/** Serves the messages of a made-up bot from a temporary folder, which is removed at the end. Whatever store and broker are configured stay untouched. */
export const demo: Run = async ({ config: configured, version }) => {
  const folder = await mkdtemp(join(tmpdir(), 'memex-demo-'));
  try {
    const config: Config = {
      ...configured,
      STORE: 'embedded',
      STORE_PATH: folder,
      BROKER_URL: null,
      CELERY_BROKER_URL: null,
    };
    return await runUntilSignal(config, { command: 'demo', isMeasured: true }, async (parts) => [
      ...(await createService({ config, version }, parts)),
      filling(await parts.memex(), parts.announce),
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

function filling(memex: AnalyticalMemex, announce: Announce): Startable {
  return {
    start: async () => {
      const now = Date.now();
      await memex.logs.append([...demoLogs(now)]);
      const stored = await appendAll(memex, demoMessages(now));
      announce(
        `Stored ${stored.toLocaleString('en')} messages of the project ${DEMO_PROJECT}; they are removed at the end`,
      );
    },
    stop: async () => undefined,
  };
}

/** @returns How many messages there are. */
async function appendAll({ messages }: AnalyticalMemex, all: Iterable<MessageInput>): Promise<number> {
  let stored = 0;
  let batch: MessageInput[] = [];
  const flush = async (): Promise<void> => {
    stored += batch.length;
    await messages.append(batch);
    batch = [];
  };
  for (const message of all) if (batch.push(message) === BATCH) await flush();
  if (batch.length > 0) await flush();
  return stored;
}

const BATCH = 1_000;
