import type { DescriptorInput } from '../analytics/descriptor.js';
import type { Message, MessageInput } from '../message/message.js';
import type { LoggedMessagesQuery, MessageLogger } from '../platform/message-logger.js';
import { formatInstant, plusMicros } from '../time/instant.js';
import { at } from './analysis-samples.js';
import { expectEqual, expectRejection } from './assert.js';
import type { ConformanceCase } from './case.js';
import { messageEntry, type SampleMessage, unique } from './samples.js';
import { until } from './until.js';
import { all } from './walk.js';

/** What a case for loggers runs against. */
export interface LoggerSetup {
  /** A logger of a Memex with a running worker. */
  readonly logger: MessageLogger;
  /** Stores messages in that Memex. Resolves when they are visible. */
  readonly append: (messages: readonly MessageInput[]) => Promise<void>;
}

const YEAR = { fromTime: formatInstant(at('2026-01-01')), toTime: formatInstant(at('2026-12-31')) };

/** Cases for every `MessageLogger`. */
export const loggerCases: readonly ConformanceCase<LoggerSetup>[] = [
  {
    name: 'logger: the messages of a range to the end, oldest first, each once',
    async run({ logger, append }) {
      const project = unique('project');
      const first = at('2026-03-01');
      const sent = Array.from({ length: 2_500 }, (_, index) =>
        sample({ project, timestamp: formatInstant(plusMicros(first, index)) }),
      );
      await append(sent);
      const found = await all(logger.messages({ project, ...YEAR }));
      expectEqual(
        found.map(({ messageId }) => messageId),
        sent.map(({ messageId }) => messageId),
        'messages',
      );
      const range = {
        fromTime: formatInstant(plusMicros(first, 1)),
        toTime: formatInstant(plusMicros(first, 3)),
      };
      expectEqual((await all(logger.messages({ project, ...range }))).length, 3, 'messages of a range');
    },
  },
  {
    name: 'logger: messages come back whole, and those that pass every part of the query',
    async run({ logger, append }) {
      const project = unique('project');
      const messages = [
        sample({ project, userId: 'ü 1/2?&', type: 'response' }),
        sample({ project, channel: 'WEB', timestamp: formatInstant(at('2026-03-02')) }),
        sample({ project: unique('project') }),
      ];
      await append(messages);
      const expectFound = async (query: Partial<LoggedMessagesQuery>, ...wanted: readonly unknown[]) =>
        expectEqual(await all(logger.messages({ project, ...YEAR, ...query })), wanted, 'messages');
      await expectFound({}, messages[0], messages[1]);
      await expectFound({ userId: 'ü 1/2?&' }, messages[0]);
      await expectFound({ type: 'response', channel: 'WEB' });
      await expectFound({ channel: 'WEB' }, messages[1]);
    },
  },
  {
    name: 'logger: each message once, also where one instant has more of them than a page',
    async run({ logger, append }) {
      const project = unique('project');
      const first = at('2026-03-01');
      const sent = Array.from({ length: 2_400 }, (_, index) =>
        sample({ project, timestamp: formatInstant(plusMicros(first, Math.min(index, 5))) }),
      );
      sent.push(sample({ project, timestamp: formatInstant(plusMicros(first, 2_000_000)) }));
      await append(sent);
      const found = (await all(logger.messages({ project, ...YEAR }))).map(({ messageId }) => messageId);
      const ids = sent.map(({ messageId }) => messageId);
      expectEqual(found.length, ids.length, 'how many messages');
      expectEqual([...found].sort(), [...ids].sort(), 'messages');
      expectEqual([found.slice(0, 5), found.at(-1)], [ids.slice(0, 5), ids.at(-1)], 'the first and the last');
    },
  },
  {
    name: 'logger: what it computes at once is what it computes of an analytic, if it can',
    async run({ logger, append }) {
      const project = unique('project');
      await append([sample({ project, userId: 'a' }), sample({ project, userId: 'b' })]);
      const results = await logger.query([usersOf(project), { ...usersOf(project), metric: 'new' }]);
      if (results === undefined) return;
      expectEqual(
        results.map((result) => result.type === 'count' && result.count),
        [2, 2],
        'the counts',
      );
    },
  },
  {
    name: 'logger: an analytic is defined, computed when that was requested, found and deleted',
    async run({ logger, append }) {
      const project = unique('project');
      await append([sample({ project, userId: 'a' }), sample({ project, userId: 'b' })]);
      const descriptor = usersOf(project);
      const id = await logger.define(descriptor);
      expectEqual(await logger.find(id), { id, descriptor, result: null }, 'the analytic');
      await logger.requestComputing(id);
      await until(async () => (await logger.find(id)).result !== null, 'the result is there');
      const { result } = await logger.find(id);
      expectEqual(result?.type === 'count' && result.count, 2, 'the count');
      await logger.delete(id);
      await logger.delete(id);
      await expectRejection(logger.find(id), 'not_found', 'find');
      await expectRejection(logger.requestComputing(id), 'not_found', 'requestComputing');
    },
  },
  {
    name: 'logger: a call whose signal has fired is aborted',
    async run({ logger }) {
      const options = { signal: AbortSignal.abort() };
      await expectRejection(
        all(logger.messages({ project: 'app', ...YEAR }, options)),
        'aborted',
        'messages',
      );
      await expectRejection(logger.find('none', options), 'aborted', 'find');
    },
  },
];

function usersOf(project: string) {
  const timespan = { type: 'fixed', start: YEAR.fromTime, end: YEAR.toTime } as const;
  return { project, timespan, type: 'count', dimension: 'user', metric: 'total' } satisfies DescriptorInput;
}

function sample(fields: SampleMessage): Message {
  return messageEntry(fields).value;
}
