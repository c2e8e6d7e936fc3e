import type { LogInput, MessageInput } from '@memex/core';
import { type Choices, createChoices } from './random.js';
import { type Hour, hoursUntil } from './timeline.js';
import { NEW_TOPIC, TOPICS, type Topic, UNANSWERED_TOPIC } from './topics.js';

export const DEMO_PROJECT = 'library';

const SEED = 20;
const MS_PER_HOUR = 3_600_000;
const MS_PER_MINUTE = 60_000;

const CHANNELS = [
  ['TELEGRAM', 5],
  ['WEB', 4],
  ['ALEXA', 1],
] as const;
const LANGUAGES = [
  ['en', 6],
  ['it', 3],
  ['de', 1],
] as const;

/** The messages of three months up to now, in the order of time but for a few. About 50,000. */
export function* demoMessages(now: number): Generator<MessageInput, void> {
  const choices = createChoices(SEED);
  const people = createPeople(choices);
  let number = 0;
  for (const hour of hoursUntil(now))
    for (let left = hour.conversations; left > choices.next(); left--)
      for (const message of conversation(choices, hour, number++, people()))
        if (Number(message.timestamp) <= now) yield message;
}

/** Who begins the next conversation: one of four times somebody new, otherwise more likely somebody who came lately. */
function createPeople(choices: Choices): () => number {
  let known = 0;
  return () => (known === 0 || choices.next() < 0.25 ? known++ : Math.floor(known * choices.next() ** 0.5));
}

function* conversation(
  choices: Choices,
  hour: Hour,
  number: number,
  user: number,
): Generator<MessageInput, void> {
  const random = createChoices(user);
  const sender = {
    project: DEMO_PROJECT,
    userId: `user-${user}`,
    channel: random.pick(CHANNELS),
    conversationId: `conversation-${number}`,
  };
  const language = random.pick(LANGUAGES);
  let at = hour.start + choices.next() * MS_PER_HOUR;
  for (let turn = 0, goesOn = true; goesOn; turn++) {
    const topic = topicOf(choices, hour);
    const messageId = `${number}-${turn}`;
    yield {
      ...sender,
      messageId,
      type: 'request',
      timestamp: new Date(at),
      language,
      domain: topic.domain,
      intent: { name: topic.intent, confidence: confidenceOf(choices, topic) },
      content: {
        type: 'text',
        value: topic.questions[Math.floor(choices.next() * topic.questions.length)] ?? '',
      },
    };
    if (hour.isOutage) return;
    at += secondsToAnswer(choices) * 1_000;
    yield {
      ...sender,
      messageId: `${messageId}-answer`,
      type: 'response',
      responseTo: messageId,
      timestamp: new Date(at),
      content: { type: 'text', value: topic.answer },
    };
    at += (5 + 60 * choices.next()) * 1_000;
    goesOn = choices.next() < (topic.intent === 'default' ? 0.5 : 0.65);
  }
  if (choices.next() < 0.1) yield reminder(sender, number, at + MS_PER_HOUR);
}

function reminder(
  sender: Pick<MessageInput, 'project' | 'userId' | 'channel'>,
  number: number,
  at: number,
): MessageInput {
  const content = { type: 'text', value: 'Your book is due in two days.' } as const;
  return {
    ...sender,
    messageId: `${number}-reminder`,
    type: 'notification',
    timestamp: new Date(at),
    content,
  };
}

function topicOf(choices: Choices, { hasNewTopic, hasUnansweredTopic }: Hour): Topic {
  const topics = [
    ...TOPICS,
    ...(hasNewTopic ? [NEW_TOPIC] : []),
    ...(hasUnansweredTopic ? [UNANSWERED_TOPIC] : []),
  ];
  return choices.pick(topics.map((topic) => [topic, topic.weight] as const));
}

function confidenceOf(choices: Choices, { intent }: Topic): number {
  const sure = intent === 'default' ? 0.1 : 0.6;
  return Math.round((sure + 0.39 * choices.next()) * 1_000) / 1_000;
}

/** Half within a second, few after ten. */
function secondsToAnswer(choices: Choices): number {
  return 0.3 + 0.7 * (1 / (1 - 0.999 * choices.next()) - 1) ** 0.7;
}

/** What the bot logged during its outage. */
export function* demoLogs(now: number): Generator<LogInput, void> {
  for (const { start, isOutage } of hoursUntil(now))
    for (let minute = 0; isOutage && minute < 60; minute += 5)
      yield {
        logId: `log-${start}-${minute}`,
        project: DEMO_PROJECT,
        component: 'bot',
        severity: 'ERROR',
        logContent: 'The catalogue did not answer within 10 s',
        timestamp: new Date(start + minute * MS_PER_MINUTE),
      };
}
