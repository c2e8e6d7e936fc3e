import type { ConversationPageRequest } from '../message/conversation-page.js';
import { seededRandom } from '../random/seeded-random.js';
import { variedEntries } from './analysis-samples.js';
import { expectEqual, expectRejection, expectTrue } from './assert.js';
import type { StoreCase } from './case.js';
import {
  ALL_TIMES,
  conversationsOf,
  crowdedEntries,
  idOf,
  randomFilter,
  sampling,
  walk,
} from './conversation-samples.js';
import { eventually } from './eventually.js';
import { pick } from './random.js';
import { messageEntry, unique } from './samples.js';

/** The conversations that a store tells of messages. */
export const conversationCases: readonly StoreCase[] = [
  {
    name: 'conversations: each one is told once by its messages, the one with the newest message first',
    async run({ store }) {
      const project = unique('project');
      const sample = sampling(project);
      await store.messages.append({
        entries: [
          sample('a', '2026-03-01T10:00:00', { userId: 'old', channel: 'WEB' }),
          sample('b', '2026-03-01T11:00:00'),
          sample('a', '2026-03-01T14:00:00.000001+02:00', { userId: 'new', channel: 'TELEGRAM' }),
          sample('a', '2026-03-01T11:30:00', { userId: 'middle', type: 'notification' }),
          messageEntry({ project, timestamp: '2026-03-02' }),
        ],
      });
      await eventually(store.messages.capabilities, async () => {
        const wanted = {
          conversationId: 'a',
          userId: 'new',
          channel: 'TELEGRAM',
          firstTime: '2026-03-01T10:00:00',
          lastTime: '2026-03-01T12:00:00.000001',
          messages: 3,
          fallbacks: 0,
        };
        const found = await walk(store, { project, ...ALL_TIMES });
        expectEqual([found[0], found.map(idOf)], [wanted, ['a', 'b']], 'conversations');
      });
    },
  },
  {
    name: 'conversations: of equal instants the last stored message tells, and the id decides the order',
    async run({ store }) {
      const project = unique('project');
      const sample = sampling(project);
      const ids = ['!', 'A', 'Z', 'a', 'aa', 'z', 'é', 'と', '\ufffd', '🙂'];
      const time = '2026-03-01T12:00:00.000001';
      for (const userId of ['first', 'last'])
        await store.messages.append({
          entries: ids.toReversed().map((id) => sample(id, time, { userId })),
        });
      await store.messages.append({ entries: [sample('later', '2026-03-02'), sample('0', '2026-02-01')] });
      await eventually(store.messages.capabilities, async () => {
        for (const limit of [1, 3, 100]) {
          const found = await walk(store, { project, ...ALL_TIMES }, limit);
          expectEqual(found.map(idOf), ['later', ...ids, '0'], `the order, ${limit} at a time`);
          const users = new Set(found.slice(1, -1).map(({ userId, messages }) => `${userId} of ${messages}`));
          expectEqual([...users], ['last of 2'], 'who tells');
        }
      });
    },
  },
  {
    name: 'conversations: hundreds that end at one instant are each told once, in the order of their ids',
    async run({ store }) {
      const project = unique('project');
      const sample = sampling(project);
      const ids = Array.from({ length: 250 }, (_, index) => `talk-${String(index).padStart(3, '0')}`);
      const later = ids.filter((_, index) => index % 10 === 0);
      const [early, crowded, late] = ['2026-02-01', '2026-03-01', '2026-03-02'];
      await store.messages.append({
        entries: [
          ...ids.toReversed().map((id) => sample(id, crowded)),
          ...later.map((id) => sample(id, late)),
          sample('early', early),
        ],
      });
      const wanted = [...later, ...ids.filter((id) => !later.includes(id)), 'early'];
      await eventually(store.messages.capabilities, async () => {
        const found = await walk(store, { project, ...ALL_TIMES }, 60);
        expectEqual(found.map(idOf), wanted, 'the order');
      });
    },
  },
  {
    name: 'conversations: nothing is told of other projects, even of conversations with the same id',
    async run({ store }) {
      const [mine, other] = [unique('project'), unique('project')];
      const [sample, foreign] = [sampling(mine), sampling(other)];
      const named = { intent: { name: 'default' } };
      await store.messages.append({
        entries: [
          sample('a', '2026-03-02'),
          foreign('a', '2026-03-01', { userId: 'stranger', ...named }),
          foreign('a', '2026-03-03', { userId: 'stranger', ...named }),
          foreign('b', '2026-03-04'),
        ],
      });
      await eventually(store.messages.capabilities, async () => {
        const found = await walk(store, { project: mine, ...ALL_TIMES });
        const told = found.map(({ conversationId, userId, firstTime, lastTime, messages, fallbacks }) =>
          [conversationId, userId, firstTime, lastTime, messages, fallbacks].join(' '),
        );
        expectEqual(told, ['a user 2026-03-02T00:00:00 2026-03-02T00:00:00 1 0'], 'my conversations');
        expectEqual((await walk(store, { project: other, ...ALL_TIMES })).map(idOf), ['b', 'a'], 'others');
      });
      const similar = [`${mine}*`, mine.toUpperCase(), mine.slice(0, -1), ''];
      for (const project of similar)
        expectEqual(await walk(store, { project, ...ALL_TIMES }), [], 'of a similar name');
    },
  },
  {
    name: 'conversations: deleted and erased messages do not tell',
    async run({ store }) {
      const [project, userId] = [unique('project'), unique('user')];
      const sample = sampling(project);
      const newest = sample('a', '2026-03-03', { intent: { name: 'default' } });
      await store.messages.append({
        entries: [
          sample('a', '2026-03-01'),
          sample('b', '2026-03-02'),
          newest,
          sample('b', '2026-03-05', { userId }),
          sample('c', '2026-03-04', { userId }),
        ],
      });
      await store.messages.delete({ traceId: newest.traceId, projects: [project] });
      await store.messages.eraseUser({ userId, projects: 'all' });
      await eventually(store.messages.capabilities, async () => {
        const found = await walk(store, { project, ...ALL_TIMES });
        const told = found.map(({ conversationId, lastTime, messages, fallbacks }) =>
          [conversationId, lastTime.slice(0, 10), messages, fallbacks].join(' '),
        );
        expectEqual(told, ['b 2026-03-02 1 0', 'a 2026-03-01 1 0'], 'what is left');
      });
    },
  },
  {
    name: 'conversations: of random messages every filter finds what looking at each message finds, whatever the page',
    async run({ store }) {
      const project = unique('project');
      const random = seededRandom(7);
      const entries = [...variedEntries(400, project, 11), ...crowdedEntries(400, project, random)];
      await store.messages.append({ entries });
      await eventually(store.messages.capabilities, async () => {
        const { entries: found } = await store.messages.page({ projects: [project] }, { limit: 1_000 });
        expectEqual(found.length, entries.length, 'visible messages');
      });
      for (let turn = 0; turn < 9; turn++) {
        const filter = randomFilter(project, random, entries);
        const wanted = conversationsOf(entries, filter);
        const limit = pick(random, [10, 40, 1_000]);
        const text = JSON.stringify(filter);
        const found = await walk(store, filter, limit);
        expectEqual(found.map(idOf), wanted.map(idOf), `the order of ${text}, ${limit} at a time`);
        expectEqual(found, wanted, `the conversations of ${text}, ${limit} at a time`);
      }
    },
  },
  {
    name: 'conversations: a page ends at its bounds in number and bytes, and continues behind its last',
    async run({ store }) {
      const project = unique('project');
      const sample = sampling(project);
      const channel = 'c'.repeat(3_000);
      const ids = Array.from({ length: 9 }, (_, index) => `talk-${index}`);
      await store.messages.append({ entries: ids.map((id) => sample(id, '2026-03-01', { channel })) });
      await eventually(store.messages.capabilities, async () => {
        const filter = { project, ...ALL_TIMES };
        const read = (request: ConversationPageRequest) => store.messages.conversations(filter, request);
        const first = await read({ limit: 4 });
        expectEqual(first.entries.map(idOf), ids.slice(0, 4), 'the first page');
        const second = await read({ limit: 100, maxBytes: 7_000, after: first.next });
        expectEqual(second.entries.map(idOf), ids.slice(4, 6), 'a page of 7,000 bytes');
        const third = await read({ limit: 100, maxBytes: 10, after: second.next });
        expectEqual(third.entries.map(idOf), ids.slice(6, 7), 'a page that is too small for one');
        expectTrue(third.next !== undefined, 'there is more');
        const last = await read({ limit: 2, after: third.next });
        expectEqual([last.entries.map(idOf), last.next], [ids.slice(7), undefined], 'the last page');
      });
    },
  },
  {
    name: 'conversations: a position that the store did not make is refused',
    async run({ store }) {
      const filter = { project: unique('project'), ...ALL_TIMES };
      const positions = ['', 'x', '1', "1' OR 1", '{"a":1}', '1:1', '\u0000', 'null', '[]', '[1]', '[1,2]'];
      for (const after of [...positions, '["1","a"]', '[1.5,"a"]', '[1e99,"a"]', '[1,"a",2]', '[null,"a"]']) {
        const call = store.messages.conversations(filter, { limit: 1, after });
        await expectRejection(call, 'malformed', `position ${JSON.stringify(after)}`);
      }
    },
  },
  {
    name: 'conversations: a call whose signal has fired is aborted',
    async run({ store }) {
      const filter = { project: unique('project'), ...ALL_TIMES };
      const options = { signal: AbortSignal.abort() };
      await expectRejection(store.messages.conversations(filter, { limit: 1 }, options), 'aborted', 'a page');
      await expectRejection(store.messages.projects({ projects: 'all' }, options), 'aborted', 'projects');
    },
  },
];
