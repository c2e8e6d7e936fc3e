import type { MessageFilter } from '../message/message-store.js';
import { expectEqual } from './assert.js';
import type { StoreCase } from './case.js';
import { eventually } from './eventually.js';
import { messageEntry, type SampleMessage, unique } from './samples.js';
import { traceIdsOf } from './walk.js';

/** What only messages have: their filters, conversations, selection by message id, and erasure. */
export const messageCases: readonly StoreCase[] = [
  {
    name: 'messages: every part of a filter narrows, and all parts must hold',
    async run({ store }) {
      const project = unique('project');
      const wanted: Omit<SampleMessage, 'project'> = {
        userId: 'anna',
        channel: 'WEB',
        conversationId: 'talk',
        type: 'request',
      };
      const match = messageEntry({ project, ...wanted });
      const others: readonly Omit<SampleMessage, 'project'>[] = [
        { ...wanted, userId: 'Anna' },
        { ...wanted, channel: 'web' },
        { ...wanted, conversationId: null },
        { ...wanted, type: 'notification' },
      ];
      const entries = [match, ...others.map((fields) => messageEntry({ project, ...fields }))];
      await store.messages.append({ entries });
      const read = (filter: Partial<MessageFilter>) =>
        traceIdsOf((request) => store.messages.page({ projects: [project], ...filter }, request));
      await eventually(store.messages.capabilities, async () => {
        expectEqual((await read({})).length, 5, 'no filter');
        expectEqual((await read({ userId: 'anna' })).length, 4, 'user');
        expectEqual((await read({ channel: 'WEB' })).length, 4, 'channel');
        expectEqual((await read({ conversationId: 'talk' })).length, 4, 'conversation');
        expectEqual((await read({ type: 'request' })).length, 4, 'type');
        const all = await read({ userId: 'anna', channel: 'WEB', conversationId: 'talk', type: 'request' });
        expectEqual(all, [match.traceId], 'all parts');
        expectEqual(await store.messages.count({ projects: [project], userId: 'anna' }), 4, 'count');
      });
    },
  },
  {
    name: 'messages: a conversation is found in every project, oldest first',
    async run({ store }) {
      const conversationId = unique('conversation');
      const [one, two] = [unique('project'), unique('project')];
      const late = messageEntry({ project: one, conversationId, timestamp: '2026-03-02' });
      const early = messageEntry({ project: two, conversationId, timestamp: '2026-03-01' });
      await store.messages.append({ entries: [late, early, messageEntry({ project: one })] });
      await eventually(store.messages.capabilities, async () => {
        const read = (filter: MessageFilter) =>
          traceIdsOf((request) => store.messages.page(filter, request), 1);
        expectEqual(await read({ projects: 'all', conversationId }), [early.traceId, late.traceId], 'all');
        expectEqual(await read({ projects: [one], conversationId }), [late.traceId], 'one project');
      });
    },
  },
  {
    name: 'messages: of several with one message id the newest by instant is found, of equal ones the last stored',
    async run({ store }) {
      const [project, messageId] = [unique('project'), unique('message')];
      const sample = (timestamp: string, userId = 'user') =>
        messageEntry({ project, messageId, userId, timestamp });
      const newest = sample('2026-03-02T00:00:00.000001');
      const entries = [sample('2026-03-02'), newest, sample('2026-03-01'), sample('2026-03-05', 'other')];
      for (const entry of entries) await store.messages.append({ entries: [entry] });
      const selector = { messageId, userId: 'user', projects: [project] };
      await eventually(store.messages.capabilities, async () => {
        expectEqual((await store.messages.findNewest(selector))?.traceId, newest.traceId, 'the newest');
      });
      const equal = sample('2026-03-02T00:00:00.000001');
      await store.messages.append({ entries: [equal] });
      await eventually(store.messages.capabilities, async () => {
        expectEqual((await store.messages.findNewest(selector))?.traceId, equal.traceId, 'the last stored');
      });
      const foreign = { ...selector, projects: [unique('project')] };
      expectEqual(await store.messages.findNewest(foreign), undefined, 'in another project');
    },
  },
  {
    name: 'messages: deleting by message id removes all that match and counts them',
    async run({ store }) {
      const [project, messageId] = [unique('project'), unique('message')];
      const entries = [
        messageEntry({ project, messageId }),
        messageEntry({ project, messageId }),
        messageEntry({ project, messageId, userId: 'other' }),
        messageEntry({ project }),
      ];
      await store.messages.append({ entries });
      const selector = { messageId, userId: 'user', projects: [project] };
      await eventually(store.messages.capabilities, async () => {
        const all = await traceIdsOf((request) => store.messages.page({ projects: [project] }, request));
        expectEqual(all.length, 4, 'entries before');
      });
      expectEqual(await store.messages.deleteAll({ ...selector, projects: [] }), 0, 'in no project');
      expectEqual(await store.messages.deleteAll(selector), 2, 'deleted');
      await eventually(store.messages.capabilities, async () => {
        const left = await traceIdsOf((request) => store.messages.page({ projects: [project] }, request));
        expectEqual([...left].sort(), [entries[2]?.traceId, entries[3]?.traceId].sort(), 'left');
        expectEqual(await store.messages.deleteAll(selector), 0, 'deleted again');
      });
    },
  },
  {
    name: 'messages: erasing a user removes everything of that user, within the projects given, and nothing else',
    async run({ store }) {
      const [one, two, userId] = [unique('project'), unique('project'), unique('user')];
      const mine = Array.from({ length: 25 }, (_, index) =>
        messageEntry({ project: index % 2 === 0 ? one : two, userId }),
      );
      const other = messageEntry({ project: one, userId: `${userId}x` });
      await store.messages.append({ entries: [...mine, other] });
      expectEqual(await store.messages.eraseUser({ userId, projects: [two] }), 12, 'erased in one project');
      expectEqual(await store.messages.eraseUser({ userId, projects: 'all' }), 13, 'erased everywhere');
      expectEqual(await store.messages.eraseUser({ userId, projects: 'all' }), 0, 'erased again');
      for (const { traceId } of mine) {
        expectEqual(await store.messages.find({ traceId, projects: 'all' }), undefined, 'an erased message');
      }
      await eventually(store.messages.capabilities, async () => {
        const left = await traceIdsOf((request) => store.messages.page({ projects: [one, two] }, request));
        expectEqual(left, [other.traceId], 'left');
      });
    },
  },
];
