// A report with the core alone: services in memory, tables and documents on the terminal. It shows who asked what, and which answer was chosen.
import { createMemex } from '@memex/core';
import { createMemoryLogger, createMemoryPlatform, createMemoryStore } from '@memex/core/memory';
import { decode, Task } from '@memex/core/model';
import { readWindow, reportAnalytics } from '@memex/core/reports';
import { systemClock } from '@memex/core/toolkit';

const memex = createMemex({ store: createMemoryStore() });
await memex.start();
await memex.messages.append([
  {
    type: 'request',
    messageId: 'm1',
    channel: 'WEB',
    userId: 'anna',
    project: 'app',
    timestamp: '2021-11-10T09:59:00+01:00',
    metadata: { question: '"Is there a good caf\\u00e9?"' },
  },
]);

const joined = Date.parse('2021-11-09') / 1_000;
const asked = Date.parse('2021-11-10') / 1_000;
const platform = createMemoryPlatform({
  apps: [],
  users: [
    { appId: 'app', userId: 'anna', since: joined },
    { appId: 'app', userId: 'gone', since: joined },
  ],
  profiles: [{ id: 'anna', name: { first: 'Anna' }, email: 'anna@example.org', gender: 'F' }],
  tasks: [
    decode(Task, {
      id: 't1',
      appId: 'app',
      requesterId: 'anna',
      _creationTs: asked,
      goal: { name: '"Is there a good caf\\u00e9?"' },
      transactions: [
        {
          id: 'a1',
          label: 'answerTransaction',
          _creationTs: asked,
          attributes: { answer: 'By the river :thumbs_up:' },
        },
        { id: 'b1', label: 'bestAnswerTransaction', _creationTs: asked, attributes: { transactionId: 'a1' } },
      ],
    }),
  ],
  cohorts: [],
});
/** @param {string} name */
const table = (name) => ({
  /** @param {readonly unknown[]} cells */
  row: async (cells) => console.log(`${name}:`, ...cells),
});
const window = readWindow({ start: '2021-11-01', end: '2021-11-30T23:59:59' });
if (window === undefined) throw new Error('a window was given');
const logger = createMemoryLogger({ memex });
const ports = { ...platform, logger, clock: systemClock, zone: 'Europe/Rome' };
const outputs = {
  analytics: table('analytics'),
  questions: table('questions'),
  users: table('users'),
  messages: { item: async (/** @type {unknown} */ message) => console.log('message:', message) },
};
console.log(await reportAnalytics({ appId: 'app', window }, ports, outputs));
await memex.stop();
