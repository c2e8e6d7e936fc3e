import { formatInstant, systemClock } from '@memex/core/toolkit';
import { withoutRedis } from '@memex/test-services';
import { describe, expect, test } from 'vitest';
import { compute, define, results, USERS } from '../src/analytics.js';
import { createClient } from '../src/client.js';
import { printFigure } from '../src/figure.js';
import { createSamples } from '../src/samples.js';
import { type Command, runMemex, type Server, startServer } from '../src/server.js';
import { startSite } from '../src/site.js';
import { until } from '../src/wait.js';

const ANALYTICS = 20;
/** Requests that are answered between two restarts. */
const BETWEEN = 100;
const STOPPED = { code: 0, signal: null };
/** It was missed today, whatever the time is, and is made up for once. */
const NIGHTLY = { BEAT_CRON: '0 0 * * *', BEAT_TIME_ZONE: 'UTC', LOG_LEVEL: 'info' };

const skipped = withoutRedis();

describe.skipIf(skipped !== '')(`P18${skipped}`, () => {
  test('P18 restarted in turn under load, two of each process fail no request, lose no job, and fire once', async () => {
    await using site = await startSite();
    const { environment } = site;
    const ids = await define(site.client, USERS, ANALYTICS);
    await using other = await startServer({ environment });
    const workers = [await site.start('worker'), await site.start('worker')];
    const beats = [await site.start('beat', NIGHTLY), await site.start('beat', NIGHTLY)];
    await using restarted = ended([] as Server[]);
    const load = startLoad([site.server.url, other.url]);

    for (const { url, port, end } of [site.server, other]) {
      await load.goOn();
      load.leaveOut(url);
      expect(await end('SIGTERM')).toEqual(STOPPED);
      restarted.all.push(await startServer({ port, environment }));
      load.takeIn(url);
    }
    for (const worker of workers) {
      await load.goOn();
      expect(await worker.end('SIGTERM')).toEqual(STOPPED);
      await site.start('worker');
    }
    for (const beat of [...beats]) {
      await load.goOn();
      expect(await beat.end('SIGTERM')).toEqual(STOPPED);
      beats.push(await site.start('beat', NIGHTLY));
    }
    await load.goOn();
    const { answered, failed } = await load.stop();

    // Each job is done. Then all are done once more: while one ran, a request for it would have added none.
    await until(
      'the last job',
      async () => {
        await using jobs = runMemex(['jobs'], environment);
        await jobs.exit;
        return jobs.output() === 'waiting 0, delayed 0, active 0, dead 0\n' || undefined;
      },
      60_000,
    );
    const over = formatInstant(systemClock.now());
    await using client = createClient(other.url);
    expect((await compute(client)).status).toBe(200);
    await results(client, ids, over);
    for (const beat of beats.slice(2)) expect(await beat.end('SIGTERM')).toEqual(STOPPED);
    const fired = beats.map(firingsOf).reduce((sum, one) => sum + one, 0);
    printFigure('P18', 'two servers, workers and beats restarted in turn', {
      answered,
      failed: failed.length,
      firings: fired,
    });
    expect(failed).toEqual([]);
    expect(fired).toBe(1);
  }, 300_000);
});

/** Ends all servers at the end of a scope, also those that come later. */
function ended(all: Server[]): { readonly all: Server[] } & AsyncDisposable {
  const dispose = async () => {
    for (const server of all) await server[Symbol.asyncDispose]();
  };
  return { all, [Symbol.asyncDispose]: dispose };
}

function firingsOf(beat: Command): number {
  return beat.output().match(/"msg":"beat fired"/g)?.length ?? 0;
}

interface Load {
  /** From now on, a server gets requests, or gets none, as with a load balancer. */
  takeIn(url: string): void;
  leaveOut(url: string): void;
  /** Resolves when a number of requests have been answered from now on. */
  goOn(): Promise<void>;
  /** Resolves with the number of answered requests, and with what the others got. */
  stop(): Promise<{ readonly answered: number; readonly failed: readonly string[] }>;
}

/** Stores messages and requests analytics, at several servers in turn, until the first failure. */
function startLoad(urls: readonly string[]): Load {
  const [open, failed] = [new Set(urls), [] as string[]];
  const take = createSamples({ seed: 18 });
  let [answered, isOver] = [0, false];
  const post = async (url: string, path: string, json: unknown): Promise<void> => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(json) });
    const text = await answer.text();
    if (answer.ok) answered++;
    else failed.push(`${path}: ${answer.status} ${text}`);
  };
  const sendOn = async (): Promise<void> => {
    while (!isOver && failed.length === 0) {
      const [url = ''] = open;
      // The next one has its turn then.
      open.delete(url);
      open.add(url);
      await post(url, '/messages', take(5)).catch((error) => failed.push(String(error)));
      if (open.has(url))
        await post(url, '/analytic/compute', {}).catch((error) => failed.push(String(error)));
    }
  };
  const senders = [1, 2, 3, 4].map(sendOn);
  return {
    takeIn: (url) => void open.add(url),
    leaveOut: (url) => void open.delete(url),
    goOn: async () => {
      const goal = answered + BETWEEN;
      await until(`${BETWEEN} requests`, () => answered >= goal || failed.length > 0 || undefined, 60_000);
    },
    stop: async () => {
      isOver = true;
      await Promise.all(senders);
      return { answered, failed };
    },
  };
}
