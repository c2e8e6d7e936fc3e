import { writeFileSync } from 'node:fs';
import { relayTo, startFakePlatform } from '@memex/test-services';
import { SAMPLE_PROJECT } from '../../src/samples.js';
import type { BenchPlatform } from './platform-options.js';

/** The platform's services in a process of their own, as big as is asked for. */
const [text = '{}'] = process.argv.slice(2);
const { users, tasks, delay = 0, logger, calls }: BenchPlatform = JSON.parse(text);

const SINCE = Date.UTC(2026, 0, 2) / 1_000;
const userId = (index: number): string => `user-${index}`;
const ids = Array.from({ length: users }, (_, index) => userId(index));

const made = Array.from({ length: tasks }, (_, index) => {
  const transaction = (number: number, label: string, attributes: object) => ({
    id: `x${index}-${number}`,
    taskId: `t${index}`,
    label,
    actioneerId: userId((index + number) % users),
    _creationTs: SINCE + index,
    attributes,
    messages: [
      {
        appId: SAMPLE_PROJECT,
        receiverId: userId(number),
        label: 'QuestionToAnswerMessage',
        attributes: { question: `"Why ${index}?"` },
      },
    ],
  });
  return {
    id: `t${index}`,
    appId: SAMPLE_PROJECT,
    requesterId: userId(index % users),
    _creationTs: SINCE + index,
    goal: { name: `"Is it raining in town ${index}? caf\\u00e9"`, description: '', keywords: [] },
    attributes: { kind: 'question', domain: 'weather', anonymous: false },
    transactions: [
      transaction(1, 'answerTransaction', { answer: `Not yet :umbrella: ${index}` }),
      transaction(2, 'answerTransaction', { answer: 'It is' }),
      transaction(3, 'bestAnswerTransaction', { transactionId: `x${index}-1`, reason: 'useful' }),
    ],
  };
});

const platform = await startFakePlatform('key', {
  users: {
    [SAMPLE_PROJECT]: Object.fromEntries(ids.map((id) => [id, SINCE])),
    ilog: { 'user-1': SINCE },
    survey: { 'user-2': SINCE },
  },
  apps: { [SAMPLE_PROJECT]: { id: SAMPLE_PROJECT, name: 'Weather' } },
  profiles: Object.fromEntries(
    ids.map((id, index) => [
      id,
      {
        id,
        name: { first: `First ${index}`, middle: '', last: `Last, ${index}`, prefix: '', suffix: '' },
        dateOfBirth: { year: 1980 + (index % 25), month: 1 + (index % 12), day: 1 + (index % 28) },
        gender: ['M', 'F', 'O', 'non-binary', 'not-say'][index % 5],
        email: `${id}@example.org`,
        phoneNumber: '+39 347 000 0000',
        locale: 'it_IT',
        avatar: `https://example.org/${id}.png`,
        nationality: 'Italian',
        occupation: 'student',
        _creationTs: SINCE,
        _lastUpdateTs: SINCE,
        norms: [],
        plannedActivities: [],
        relevantLocations: [],
        personalBehaviors: [],
        materials: [
          { name: 'department', description: 'physics', quantity: 1, classification: 'university' },
        ],
        competences: [{ name: 'cooking', ontology: 'interest', level: 0.75 }],
        meanings: [],
      },
    ]),
  ),
  tasks: made,
  transactions: made.flatMap(({ appId, transactions }) => transactions.map((one) => ({ ...one, appId }))),
  cohorts: ids.map((id, index) => ({ app_id: SAMPLE_PROJECT, user_id: id, cohort: index % 2 })),
});
if (delay > 0) platform.faults.push({ path: /profiles/, delay });
if (logger !== undefined) platform.logger = relayTo(logger);

/** Any question has the calls so far written to a file. */
process.on('message', () => {
  if (calls !== undefined) writeFileSync(calls, JSON.stringify(platform.calls));
  process.send?.(platform.calls.length);
});
process.send?.(platform.instance);
