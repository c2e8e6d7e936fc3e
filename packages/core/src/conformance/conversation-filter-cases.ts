import type { ConversationFilter } from '../message/message-store.js';
import { plusMicros } from '../time/instant.js';
import { at } from './analysis-samples.js';
import { expectEqual } from './assert.js';
import type { StoreCase } from './case.js';
import { ALL_TIMES, sampling, walk } from './conversation-samples.js';
import { eventually } from './eventually.js';
import { unique } from './samples.js';

/** Which conversations are told, and by which of their messages. */
export const conversationFilterCases: readonly StoreCase[] = [
  {
    name: 'conversations: only messages that the filter selects count, and tell the user, the channel and the times',
    async run({ store }) {
      const project = unique('project');
      const sample = sampling(project);
      await store.messages.append({
        entries: [
          sample('a', '2026-03-01', { userId: 'anna', channel: 'WEB' }),
          sample('a', '2026-03-02', { userId: 'ben', channel: 'WEB' }),
          sample('a', '2026-03-03', { userId: 'anna', channel: 'web' }),
          sample('b', '2026-03-02', { userId: 'anna', channel: 'TELEGRAM' }),
        ],
      });
      const read = async (filter: Partial<ConversationFilter>) =>
        (await walk(store, { project, ...ALL_TIMES, ...filter })).map(
          ({ conversationId, userId, channel, messages, lastTime }) =>
            [conversationId, userId, channel, messages, lastTime.slice(8, 10)].join(' '),
        );
      await eventually(store.messages.capabilities, async () => {
        expectEqual(await read({}), ['a anna web 3 03', 'b anna TELEGRAM 1 02'], 'no filter');
        expectEqual(await read({ userId: 'ben' }), ['a ben WEB 1 02'], 'a user');
        expectEqual(await read({ userId: 'anna' }), ['a anna web 2 03', 'b anna TELEGRAM 1 02'], 'another');
        expectEqual(await read({ channel: 'WEB' }), ['a ben WEB 2 02'], 'a channel');
        expectEqual(await read({ channel: 'WEB', userId: 'anna' }), ['a anna WEB 1 01'], 'both');
        expectEqual(await read({ channel: 'Web' }), [], 'another channel');
        const day = { from: at('2026-03-02'), to: at('2026-03-02') };
        expectEqual(await read(day), ['a ben WEB 1 02', 'b anna TELEGRAM 1 02'], 'an instant');
        const before = { to: plusMicros(at('2026-03-02'), -1) };
        expectEqual(await read(before), ['a anna WEB 1 01'], 'up to an instant');
        const behind = { from: plusMicros(at('2026-03-02'), 1) };
        expectEqual(await read(behind), ['a anna web 1 03'], 'from an instant on');
      });
    },
  },
  {
    name: 'conversations: a fallback is a request with the intent default, and counts once a message id',
    async run({ store }) {
      const project = unique('project');
      const sample = sampling(project);
      const named = (name: string) => ({ intent: { name } });
      await store.messages.append({
        entries: [
          sample('a', '2026-03-01', { messageId: 'one', ...named('default') }),
          sample('a', '2026-03-02', { messageId: 'one', ...named('default') }),
          sample('a', '2026-03-03', { messageId: 'two', ...named('default') }),
          sample('a', '2026-03-04', { messageId: 'three', ...named('Default') }),
          sample('b', '2026-03-05', named('greeting')),
          sample('c', '2026-03-06', { type: 'response' }),
          sample('d', '2026-02-01', named('default')),
          sample('d', '2026-03-07'),
        ],
      });
      const read = async (filter: Partial<ConversationFilter>) =>
        (await walk(store, { project, ...ALL_TIMES, ...filter })).map(
          ({ conversationId, fallbacks, messages }) => `${conversationId} ${fallbacks} of ${messages}`,
        );
      await eventually(store.messages.capabilities, async () => {
        const all = ['d 1 of 2', 'c 0 of 1', 'b 0 of 1', 'a 2 of 4'];
        expectEqual(await read({}), all, 'all conversations');
        expectEqual(await read({ fallback: true }), ['d 1 of 2', 'a 2 of 4'], 'those with a fallback');
        const march = { from: at('2026-03-01'), fallback: true };
        expectEqual(await read(march), ['a 2 of 4'], 'those with a fallback in a range');
      });
    },
  },
  {
    name: 'conversations: those are told that have one request with the intent and the language, and all their messages count',
    async run({ store }) {
      const project = unique('project');
      const sample = sampling(project);
      const said = (name: string, language: string | null) => ({ intent: { name }, language });
      await store.messages.append({
        entries: [
          sample('a', '2026-03-01', said('greeting', 'it')),
          sample('a', '2026-03-02', { language: 'en' }),
          sample('b', '2026-03-03', said('greeting', 'en')),
          sample('c', '2026-03-04', said('Greeting', null)),
          sample('d', '2026-03-05', said('default', 'it')),
          sample('d', '2026-03-06', said('ordering', 'it')),
        ],
      });
      const read = async (filter: Partial<ConversationFilter>) =>
        (await walk(store, { project, ...ALL_TIMES, ...filter })).map(
          ({ conversationId, messages }) => `${conversationId} ${messages}`,
        );
      await eventually(store.messages.capabilities, async () => {
        expectEqual(await read({ intent: 'greeting' }), ['b 1', 'a 2'], 'an intent');
        expectEqual(await read({ language: 'en' }), ['b 1', 'a 2'], 'a language');
        expectEqual(await read({ intent: 'greeting', language: 'en' }), ['b 1'], 'both, of one request');
        expectEqual(await read({ intent: 'Greeting' }), ['c 1'], 'an intent in other letters');
        expectEqual(await read({ intent: 'default' }), ['d 2'], 'the intent of fallbacks');
        const ordered = { intent: 'ordering', fallback: true };
        expectEqual(await read(ordered), ['d 2'], 'an intent, and a fallback');
        expectEqual(await read({ intent: 'greeting', fallback: true }), [], 'an intent without a fallback');
        const later = { from: at('2026-03-02'), language: 'it' };
        expectEqual(await read(later), ['d 2'], 'a language in a range');
        expectEqual(await read({ channel: 'none', language: 'it' }), [], 'another channel');
        expectEqual(await read({ intent: '' }), [], 'an intent without a name');
      });
    },
  },
];
