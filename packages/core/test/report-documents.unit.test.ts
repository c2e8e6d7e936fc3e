import { describe, expect, test } from 'vitest';
import { IN, itemsOf, joined, seconds, task, transaction } from './support/analytics-report.js';

describe('the documents', () => {
  test('tasks have all their fields, and the texts of bots decoded where the contract says so', async () => {
    const text = '"\\u00e9 :+1:"';
    const message = (label: string) => ({
      appId: 'app',
      receiverId: 'u',
      label,
      attributes: { question: text, answer: text, other: text },
    });
    const [item] = await itemsOf('tasks', {
      tasks: [
        task({
          goal: { name: text, description: text, keywords: [text] },
          attributes: { answer: text, big: 12345678901234567890n },
          transactions: [
            {
              ...transaction('a', 'answerTransaction', { first: 1, answer: text, reason: text, last: 2 }),
              messages: [
                'QuestionToAnswerMessage',
                'AnsweredQuestionMessage',
                'AnsweredPickedMessage',
                'Other',
              ].map(message),
            },
            transaction('b', 'bestAnswerTransaction', { reason: text, answer: text }),
            transaction('c', 'other', { reason: text, answer: text }),
            transaction('d', 'answerTransaction', { answer: { deep: text } }),
          ],
        }),
      ],
    });
    const decoded = 'é 👍';
    const readable = (label: string, question: string, answer: string) => ({
      appId: 'app',
      receiverId: 'u',
      label,
      attributes: { question, answer, other: text },
    });
    expect(item).toEqual({
      id: 't',
      _creationTs: seconds(IN),
      _lastUpdateTs: null,
      taskTypeId: null,
      requesterId: null,
      appId: 'app',
      communityId: null,
      goal: { name: decoded, description: text, keywords: [text] },
      norms: [],
      attributes: { answer: text, big: 12345678901234567890n },
      closeTs: null,
      transactions: [
        {
          id: 'a',
          taskId: 't',
          label: 'answerTransaction',
          _creationTs: seconds(IN),
          _lastUpdateTs: null,
          actioneerId: 'anna',
          attributes: { first: 1, answer: decoded, reason: text, last: 2 },
          messages: [
            readable('QuestionToAnswerMessage', decoded, text),
            readable('AnsweredQuestionMessage', decoded, decoded),
            readable('AnsweredPickedMessage', decoded, text),
            readable('Other', text, text),
          ],
        },
        expect.objectContaining({ attributes: { reason: decoded, answer: text } }),
        expect.objectContaining({ attributes: { reason: text, answer: text } }),
        expect.objectContaining({ attributes: { answer: { deep: text } } }),
      ],
    });
    expect(
      Object.keys((item as { transactions: { attributes: object }[] }).transactions[0]?.attributes ?? {}),
    ).toEqual(['first', 'answer', 'reason', 'last']);
  });

  test.each(['memex', 'python'] as const)(
    'messages are those of the window, each once, oldest first, from a logger with the skills of %s',
    async (skills) => {
      const inWindow = Array.from({ length: 1_500 }, (_, index) => ({
        messageId: `w${index}`,
        userId: 'anna',
        timestamp: index < 1_200 ? '2021-11-10T10:00:00.123456' : `2021-11-11T10:00:00.${100_000 + index}`,
        ...(index === 0
          ? { metadata: { question: '"\\u00e9"', answer: ':+1:', other: ':+1:', __proto__: 1 } }
          : {}),
      }));
      const items = (await itemsOf('messages', {
        skills,
        messages: [
          { timestamp: '2021-10-31T23:59:59.999999' },
          ...inWindow,
          { timestamp: '2021-11-30T00:00:00.000001' },
        ],
      })) as readonly {
        readonly messageId: string;
        readonly timestamp: string;
        readonly metadata: unknown;
      }[];
      expect(items.map(({ messageId }) => messageId).sort()).toEqual(
        inWindow.map(({ messageId }) => messageId).sort(),
      );
      expect(items.map(({ timestamp }) => timestamp)).toEqual(inWindow.map(({ timestamp }) => timestamp));
      expect(items.find(({ messageId }) => messageId === 'w0')?.metadata).toEqual({
        question: 'é',
        answer: '👍',
        other: ':+1:',
      });
    },
  );

  test('profiles come in the order of the users, without their ids', async () => {
    const items = await itemsOf('profiles', {
      users: joined('zoe', 'gone', 'anna'),
      profiles: [
        { id: 'anna', email: 'a@example.org' },
        { id: 'zoe', name: { first: 'Zoë' }, norms: [{ a: 12345678901234567890n }] },
      ],
    });
    expect(items).toMatchObject([
      { name: { first: 'Zoë' }, norms: [{ a: 12345678901234567890n }] },
      { email: 'a@example.org' },
    ]);
    expect(items.some((item) => typeof item === 'object' && item !== null && 'id' in item)).toBe(false);
  });

  test('keep what breaks texts: NUL, halves of surrogate pairs, other directions, line breaks', async () => {
    const texts = ['a\0b', '\u202eabc', 'عمر', '"q", \r\n\t|', '=1+1'];
    for (const text of texts) {
      const name = { first: text, last: '\ud83d' };
      const [profile] = await itemsOf('profiles', { users: joined('u'), profiles: [{ id: 'u', name }] });
      expect(profile).toMatchObject({ name });
    }
    const [message] = await itemsOf('messages', {
      messages: [{ timestamp: IN, metadata: { texts, question: 'a\0b', answer: '\u202eabc' } }],
    });
    expect(message).toMatchObject({ metadata: { texts, question: 'a\0b', answer: '\u202eabc' } });
  });

  test('are empty where the window has nothing', async () => {
    expect(await itemsOf('tasks', {})).toEqual([]);
    expect(await itemsOf('messages', {})).toEqual([]);
    expect(await itemsOf('profiles', {})).toEqual([]);
  });
});
