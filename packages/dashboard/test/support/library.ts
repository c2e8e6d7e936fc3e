import type { LogInput, MessageInput } from '@memex/core';

export const ZONE = 'Europe/Rome';
/** A Tuesday at 15:30 in Rome, two days after the end of summer time. */
export const NOW = Date.UTC(2026, 9, 27, 14, 30);

const MS_PER_DAY = 86_400_000;
const DAYS = 120;

/** A message with the fields that figures are made of. */
export type Sent = MessageInput & { readonly timestamp: Date };

/** The messages of a small library over four months, the same each time. */
export function libraryMessages(): readonly Sent[] {
  const random = seeded(7);
  const pick = <T>(...things: readonly [T, ...T[]]): T =>
    things[Math.floor(random() * things.length)] ?? things[0];
  const messages: Sent[] = [];
  for (let number = 0; number < 300; number++) {
    const sender = {
      project: 'library',
      conversationId: `conversation-${number}`,
      userId: `user-${Math.floor(random() * (10 + number / 4))}`,
      channel: pick('WEB', 'WEB', 'TELEGRAM'),
    };
    let at = Math.floor(NOW - (DAYS - (DAYS + 1) * random() * (0.3 + number / 400)) * MS_PER_DAY);
    const turns = 1 + Math.floor(random() * 3);
    for (let turn = 0; turn < turns; turn++) {
      const messageId = `${number}-${turn}`;
      const intent = pick('opening-hours', 'renew-loan', 'default', 'find-book');
      messages.push({
        ...sender,
        type: 'request',
        messageId,
        timestamp: new Date(at),
        intent: { name: intent, confidence: 0.5 },
        language: pick('it', 'it', 'en'),
        content: { type: 'text', value: intent === 'default' ? pick('sing', 'asdf') : 'please' },
      });
      at += 500 + Math.floor(random() * 9_000);
      if (random() < 0.9)
        messages.push({
          ...sender,
          type: 'response',
          messageId: `${messageId}-answer`,
          responseTo: messageId,
          timestamp: new Date(at),
          content: { type: 'text', value: 'here' },
        });
      at += 20_000;
    }
    if (random() < 0.1)
      messages.push({
        ...sender,
        type: 'notification',
        messageId: `${number}-due`,
        timestamp: new Date(at + 7_200_000),
      });
  }
  return messages.filter(({ timestamp }) => timestamp.getTime() <= NOW);
}

export function logAt(time: Date, logContent: string): LogInput {
  return {
    logId: logContent,
    project: 'library',
    component: 'bot',
    severity: 'ERROR',
    logContent,
    timestamp: time,
  };
}

/** Numbers from 0 to 1, the same for a seed (a linear congruential generator). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
