import { createMemoryStore } from '@memex/core/memory';
import { messageEntry, unique } from '@memex/core/testing';
import { copyStore } from '@memex/core/toolkit';
import { expect, test } from 'vitest';
import { startedStore } from './support/started.js';

const CHARACTERS = 60_000;
const MESSAGES = 1_300;

test('large messages are copied without being refused as too much at once', async () => {
  const source = createMemoryStore();
  await source.start();
  const target = await startedStore();
  const [project, metadata] = [unique('project'), { text: 'x'.repeat(CHARACTERS) }];
  const entries = Array.from({ length: MESSAGES }, () => messageEntry({ project, metadata }));
  await source.messages.append({ entries });
  const { messages } = await copyStore(source, target);
  expect(messages).toEqual({ source: MESSAGES, target: MESSAGES, leftOut: 0 });
});
