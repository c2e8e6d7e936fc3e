import type { IncomingMessage } from 'node:http';
import { UnavailableError } from '@memex/core';
import { messageEntry, unique } from '@memex/core/testing';
import { expect, test } from 'vitest';
import { type Front, type FrontOptions, inJson, startFront } from './front.js';
import { ask, onEachMajor, openStore } from './servers.js';

const TIMESTAMP = '2026-10-02';
const IN_PROJECT = { projects: ['p'] };

await onEachMajor('an index that goes before its mapping is asked for', ([node = '']) => {
  test('a dropped index is created again by the next write', async () => {
    const { index, store, front } = await behindFront((drop) => ({ before: drop }));
    const entry = messageEntry({ project: 'p', timestamp: TIMESTAMP });
    await store.messages.append({ entries: [entry] });
    await ask(node, 'POST', `${index}/_refresh`);
    expect(await store.messages.count(IN_PROJECT)).toBe(1);
    await store.stop();
    front.close();
  });

  test('a dropped index is left out of reads', async () => {
    const { store, front } = await behindFront((drop) => ({ before: drop }));
    expect(await store.messages.count(IN_PROJECT)).toBe(0);
    await store.stop();
    front.close();
  });

  test('an index that was recreated is read', async () => {
    const { store, front } = await behindFront((drop, make) => ({
      before: async (request) => {
        if (await drop(request)) await make();
      },
    }));
    expect(await store.messages.count(IN_PROJECT)).toBe(0);
    await store.messages.append({ entries: [messageEntry({ project: 'p', timestamp: TIMESTAMP })] });
    expect(await store.messages.count(IN_PROJECT)).toBe(1);
    await store.stop();
    front.close();
  });

  test('an index that one node does not know yet is written to and read', async () => {
    for (const isWrite of [true, false]) {
      let left = 2;
      const { store, front } = await behindFront(() => ({
        answers: (request) => (asksForMapping(request) && left-- > 0 ? inJson({}) : undefined),
      }));
      if (isWrite)
        await store.messages.append({ entries: [messageEntry({ project: 'p', timestamp: TIMESTAMP })] });
      expect(await store.messages.count(IN_PROJECT)).toBe(isWrite ? 1 : 0);
      expect(left).toBeLessThanOrEqual(0);
      await store.stop();
      front.close();
    }
  });

  test('an index whose mapping no node returns makes reads unavailable, and is not called foreign', async () => {
    const { index, store, front } = await behindFront(() => ({
      answers: (request) => (asksForMapping(request) ? inJson({}) : undefined),
    }));
    const refused = await store.messages.count(IN_PROJECT).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(UnavailableError);
    expect(String(refused)).toContain(`the index ${index} is unavailable: it no longer exists`);
    await store.stop();
    front.close();
  });

  test('an existing index with an empty mapping is foreign', async () => {
    const { prefix, index, store, front } = await behindFront(() => ({}));
    await ask(node, 'DELETE', `_index_template/${prefix}memex-message`);
    await ask(node, 'DELETE', index);
    await ask(node, 'PUT', index);
    const foreign = `the index ${index} is unavailable: it does not have the mapping of Memex`;
    await expect(store.messages.count(IN_PROJECT)).rejects.toThrow(foreign);
    const entry = messageEntry({ project: 'p', timestamp: TIMESTAMP });
    await expect(store.messages.append({ entries: [entry] })).rejects.toThrow(foreign);
    await store.stop();
    front.close();
  });

  /**
   * Starts a store behind a proxy, with an index.
   *
   * @param optionsOf - Gets `drop`, which drops the index before the first request for its mapping is forwarded,
   *   and resolves with whether it did.
   */
  async function behindFront(
    optionsOf: (
      drop: (request: IncomingMessage) => Promise<boolean>,
      make: () => Promise<unknown>,
    ) => FrontOptions,
  ) {
    const prefix = `${unique('gone')}-`;
    const index = `${prefix}message-2026-10`;
    let isThere = true;
    const drop = async (request: IncomingMessage): Promise<boolean> => {
      if (!isThere || !asksForMapping(request)) return false;
      isThere = false;
      await ask(node, 'DELETE', index);
      return true;
    };
    const make = () => ask(node, 'PUT', index);
    const front: Front = await startFront(node, optionsOf(drop, make));
    const store = await openStore([front.url], { prefix, replicas: 0 });
    // The template of the store gives it the mapping of Memex.
    await make();
    return { prefix, index, store, front };
  }
});

function asksForMapping({ method, url = '' }: IncomingMessage): boolean {
  return method === 'GET' && url.includes('mapping');
}
