import type { PageOrder } from '../entry/entry.js';
import type { MessageSearch } from '../message/message-store.js';
import type { Store } from '../store/store.js';
import { wordsOf } from '../text/words.js';
import { instantOfMillis } from '../time/instant.js';
import { expectEqual, expectTrue } from './assert.js';
import type { StoreCase } from './case.js';
import { eventually } from './eventually.js';
import { messageEntry, type SampleMessage, unique } from './samples.js';
import { pages, traceIdsOf } from './walk.js';

/** Each text, and searches that find it. Every other search of the table does not. */
const TEXTS: readonly (readonly [text: string, ...searches: readonly string[]])[] = [
  ['Good morning, Rome!', 'GOOD rome', 'morning', 'Rome, good morning?'],
  ["I don't know 3.14", "DON'T", '3.14', "know don't 3.14 i"],
  ['don t 3 14', 'don', '14 3'],
  ['e-mail: anna.rossi@example.com', 'mail e', 'Anna.Rossi', 'EXAMPLE.com'],
  ['snake_case', 'SNAKE_CASE'],
  ['snake case', 'snake', 'case'],
  ['ΟΔΟΣ', 'οδοσ'],
  ['İzmir STRAẞE', 'izmir', 'straße'],
  ['ПРИВЕТ мир', 'привет', 'Мир ПРИВЕТ'],
  ['東京タワーとカメラ', '東', '京 と', 'タワー', 'カメラ 東'],
  ['ひらがな', 'らが'],
  ['한국어 텍스트', '한국어'],
  ['สวัสดีครับ', 'สวัสดีครับ'],
  ['مرحبا صه"ل צה"ל', 'مرحبا', 'צה"ל'],
  ['ciao 😀 👩‍👩‍👧', '😀', '👩‍👩‍👧 ciao'],
  ['e\u0301clair', 'e\u0301clair'],
  ['éclair', 'ÉCLAIR'],
  ['a "quoted"\n\\backslash\\ \u0000zero\u001f \ud83dlone', 'quoted', 'BACKSLASH', 'zero lone'],
  [
    `${'x'.repeat(255)}${'y'.repeat(45)}`,
    'x'.repeat(255),
    `${'X'.repeat(255)}${'y'.repeat(45)}`,
    'y'.repeat(45),
  ],
  [`${'long '.repeat(5_000)} needle`, 'needle long', 'Needle'],
];

/** Messages found by the words of their text. */
export const searchCases: readonly StoreCase[] = [
  {
    name: 'messages: a search finds the messages whose text has all of the words, in any case, and no others',
    async run({ store }) {
      const project = unique('project');
      const entries = TEXTS.map(([text]) =>
        messageEntry({ project, content: { type: 'text', value: text } }),
      );
      await store.messages.append({ entries });
      const all = TEXTS.flatMap(([, ...searches]) => searches);
      await eventually(store.messages.capabilities, async () => {
        expectEqual(await store.messages.count({ projects: [project] }), TEXTS.length, 'messages');
        for (const searched of [...all, 'good 3.14', 'absent', 'goo', 'ood', 'value', 'request'])
          expectEqual(
            await found(store, { projects: [project], words: wordsOf(searched) }),
            TEXTS.flatMap(([, ...searches], index) =>
              searches.includes(searched) ? [entries[index]?.traceId ?? ''] : [],
            ),
            `found by ${searched.slice(0, 40)}`,
          );
      });
    },
  },
  {
    name: 'messages: only the text of a message is searched, whatever its content type',
    async run({ store }) {
      const project = unique('project');
      const sample = (fields: Omit<SampleMessage, 'project'>) => messageEntry({ project, ...fields });
      const text = sample({ content: { type: 'text', value: 'the needle' } });
      const action = sample({ content: { type: 'action', value: 'NEEDLE' } });
      const buttons = [{ type: 'action', buttonText: 'needle', buttonId: null }] as const;
      const others = [
        sample({ content: null }),
        sample({ content: { type: 'action', value: null } }),
        sample({ metadata: { value: 'needle', content: { value: 'needle' } } }),
        sample({ channel: 'needle', userId: 'needle', content: { type: 'text', value: 'hay' } }),
        sample({ content: { type: 'attachment', uri: 'needle', alternativeText: 'needle' } }),
        sample({ type: 'response', content: { type: 'multiaction', buttons } }),
      ];
      await store.messages.append({ entries: [text, ...others, action] });
      await eventually(store.messages.capabilities, async () => {
        const ids = await found(store, { projects: [project], words: ['needle'] });
        expectEqual([...ids].sort(), [text.traceId, action.traceId].sort(), 'found');
      });
    },
  },
  {
    name: 'messages: a search narrows with every other part of the filter, in both orders',
    async run({ store }) {
      const [project, other] = [unique('project'), unique('project')];
      const wanted = {
        channel: 'WEB',
        userId: 'anna',
        type: 'notification',
        conversationId: 'talk',
      } as const;
      const content = { type: 'text', value: 'Some words, searched' } as const;
      const parts: readonly Partial<SampleMessage>[] = [
        {},
        { channel: 'APP' },
        { userId: 'bert' },
        { type: 'request' },
        { conversationId: 'other' },
        { content: { type: 'text', value: 'some words' } },
        { project: other },
        { timestamp: '2026-03-02T00:00:00' },
      ];
      const entries = parts.map((part) => messageEntry({ project, ...wanted, content, ...part }));
      await store.messages.append({ entries });
      const words = ['words', 'searched'];
      const { channel, userId, type, conversationId } = wanted;
      const to = instantOfMillis(Date.parse('2026-03-01T23:59:59Z'));
      const filters: readonly (readonly [Partial<MessageSearch>, readonly number[]])[] = [
        [{}, [0, 1, 2, 3, 4, 7]],
        [{ projects: [project, other] }, [0, 1, 2, 3, 4, 6, 7]],
        [{ channel }, [0, 2, 3, 4, 7]],
        [{ userId }, [0, 1, 3, 4, 7]],
        [{ type }, [0, 1, 2, 4, 7]],
        [{ conversationId }, [0, 1, 2, 3, 7]],
        [{ to }, [0, 1, 2, 3, 4]],
        [{ channel, userId, type, conversationId, to }, [0]],
      ];
      await eventually(store.messages.capabilities, async () => {
        for (const [part, indices] of filters) {
          const filter = { projects: [project], words, ...part };
          const forwards = await found(store, filter);
          const expected = indices.map((index) => entries[index]?.traceId ?? '');
          expectEqual([...forwards].sort(), expected.sort(), `found with ${Object.keys(part)}`);
          expectEqual(await found(store, filter, 'newest'), [...forwards].reverse(), 'the newest first');
        }
      });
    },
  },
  {
    name: 'messages: however few a page may look at, walking a filter yields each message that passes once, in order',
    async run({ store }) {
      const [one, other] = [unique('project'), unique('project')];
      const entries = Array.from({ length: 40 }, (_, index) =>
        messageEntry({
          project: index % 5 < 3 ? one : other,
          userId: `user ${index % 2}`,
          timestamp: `2026-03-01T12:00:00.${String(Math.floor(index / 3)).padStart(6, '0')}`,
          ...(index % 9 === 4 ? RARE : COMMON),
        }),
      );
      await store.messages.append({ entries });
      const rare = entries.filter((_, index) => index % 9 === 4);
      const ofUser = rare.filter(({ value }) => value.userId === 'user 0');
      await eventually(store.messages.capabilities, async () => {
        expectEqual(await store.messages.count({ projects: [one, other] }), entries.length, 'messages');
        for (const [filter, wanted, projects] of [
          [{ words: ['needle'] }, rare, [one, other]],
          [{ channel: RARE.channel }, rare, [one, other]],
          [{ type: RARE.type, words: ['needle'] }, rare, [one]],
          [{ userId: 'user 0', channel: RARE.channel }, ofUser, [one, other]],
          [{ conversationId: 'talk', type: RARE.type }, rare, [one]],
          [{ channel: RARE.channel }, rare, [one]],
          [{ channel: 'none' }, [], [one]],
        ] as const) {
          const inProjects = wanted.filter(({ value }) => value.project === one || projects.length > 1);
          await expectWalks(store, { projects, ...filter }, inProjects, entries.length);
        }
      });
    },
  },
];

const COMMON = {
  type: 'request',
  channel: 'WEB',
  conversationId: 'talk',
  content: { type: 'text', value: 'hay' },
} as const;
const RARE = {
  type: 'notification',
  channel: 'APP',
  conversationId: 'talk',
  content: { type: 'text', value: 'a needle' },
} as const;

/** @param stored - How many messages there are at most for a page to look at. */
async function expectWalks(
  store: Store,
  filter: MessageSearch,
  wanted: readonly { readonly traceId: string }[],
  stored: number,
): Promise<void> {
  const whole = await found(store, filter);
  expectEqual([...whole].sort(), wanted.map(({ traceId }) => traceId).sort(), 'the whole');
  for (const order of ['oldest', 'newest'] as const) {
    const inOrder = order === 'oldest' ? whole : [...whole].reverse();
    for (const maxScanned of [1, 3, 7, 40, 1_000_000]) {
      for (const limit of [1, 2, 100]) {
        const read = (request: { readonly limit: number; readonly after?: string | undefined }) =>
          store.messages.page(filter, { ...request, order, maxScanned });
        const walked: string[] = [];
        let count = 0;
        for await (const page of pages(read, limit)) {
          walked.push(...page.map(({ traceId }) => traceId));
          count++;
        }
        expectEqual(walked, inOrder, `${order}, ${maxScanned} looked at, pages of ${limit}`);
        expectTrue(count <= stored + wanted.length + 1, `${count} pages are not too many`);
      }
    }
  }
}

function found(store: Store, filter: MessageSearch, order?: PageOrder): Promise<readonly string[]> {
  return traceIdsOf((request) => store.messages.page(filter, { ...request, order }));
}
