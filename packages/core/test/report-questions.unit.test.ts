import { reportAnalytics } from '@memex/core/reports';
import { describe, expect, test } from 'vitest';
import { rowsOf, task, transaction, WINDOW } from './support/analytics-report.js';
import { reportSite, type SiteData } from './support/report-site.js';
import { tableWriter } from './support/written.js';

describe('the table of questions', () => {
  const answered = (attributes: object) => [
    transaction('a1', 'answerTransaction', { answer: '"caf\\u00e9 :+1:"' }),
    transaction('a2', 'answerTransaction', { answer: 'no' }),
    transaction('b', 'bestAnswerTransaction', attributes),
  ];

  test('has a row a task, with the answer that its last best answer names, both decoded once', async () => {
    const data: SiteData = {
      tasks: [
        task({
          id: 't1',
          goal: { name: '"Wh\\u00fd, \\"you\\"\\r\\n|\\t:smile:?"' },
          transactions: answered({ transactionId: 'a1' }),
        }),
        task({
          id: 't2',
          goal: { name: '"\\"twice\\""' },
          transactions: [
            ...answered({ transactionId: 'a1' }),
            transaction('b2', 'bestAnswerTransaction', { transactionId: 'a2' }),
          ],
        }),
      ],
    };
    expect(await rowsOf('questions', data)).toEqual([
      ['Whý, "you"\r\n|\t😄?', 'café 👍'],
      ['"twice"', 'no'],
    ]);
  });

  test("has an empty answer where none was chosen, or what was chosen is none of the task's answers", async () => {
    const names = [null, 'a9', 'b', 7, {}];
    const data: SiteData = {
      tasks: [
        task({ id: 'none', goal: { name: 'q' } }),
        ...names.map((transactionId, index) =>
          task({ id: `t${index}`, goal: { name: 'q' }, transactions: answered({ transactionId }) }),
        ),
        task({
          id: 'last',
          goal: { name: 'q' },
          transactions: [
            ...answered({ transactionId: 'a1' }),
            transaction('b2', 'bestAnswerTransaction', {}),
          ],
        }),
        task({
          id: 'bare',
          goal: { name: 'q' },
          transactions: [{ id: 'b', label: 'bestAnswerTransaction', attributes: null }],
        }),
      ],
    };
    expect(await rowsOf('questions', data)).toEqual(
      Array.from({ length: names.length + 3 }, () => ['q', null]),
    );
  });

  test('keeps what bots may have stored: NUL, halves of surrogate pairs, other directions, formulas, and what is no text', async () => {
    const texts = ['a\0b', '\ud83d', '\u202eabc', '=1+1', ''];
    const data: SiteData = {
      tasks: [
        ...texts.map((name, index) => task({ id: `t${index}`, goal: { name } })),
        task({ id: 'no-name', goal: { name: null } }),
        task({ id: 'no-goal' }),
        task({
          id: 'number',
          transactions: [
            transaction('a', 'answerTransaction', { answer: 12345678901234567890n }),
            transaction('b', 'bestAnswerTransaction', { transactionId: 'a' }),
          ],
        }),
        task({
          id: 'null',
          transactions: [
            transaction('a', 'answerTransaction', { answer: null }),
            transaction('b', 'bestAnswerTransaction', { transactionId: 'a' }),
          ],
        }),
      ],
    };
    expect(await rowsOf('questions', data)).toEqual([
      ['a\0b', null],
      ['\ufffd', null],
      ['\u202eabc', null],
      ['=1+1', null],
      ['', null],
      [null, null],
      [null, null],
      [null, '12345678901234567890'],
      [null, null],
    ]);
  });

  test('says above how many there are', async () => {
    const table = tableWriter();
    const { ports } = await reportSite({ tasks: [task({ id: 't1' }), task({ id: 't2' })] });
    await reportAnalytics({ appId: 'app', window: WINDOW }, ports, { questions: table });
    expect(table.rows.slice(3, 6)).toEqual([['total questions', 2], [], ['question', 'answer']]);
  });
});
