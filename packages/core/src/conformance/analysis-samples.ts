import { decode } from '../codec/decode.js';
import type { NewEntry } from '../entry/entry.js';
import { uuidSource } from '../entry/id-source.js';
import { stringifyJson } from '../json/exact-json.js';
import { ExactNumber } from '../json/exact-number.js';
import { Message } from '../message/message.js';
import { seededRandom } from '../random/seeded-random.js';
import type { AnalyticalStore } from '../store/store.js';
import { formatInstant, type Instant, instantOf, parseTimestamp, plusMicros } from '../time/instant.js';
import { expectEqual } from './assert.js';
import { eventually } from './eventually.js';
import { pick } from './random.js';
import { unique } from './samples.js';

/** A thousand stored messages with everything that is difficult for analytics. */
export interface SeededMessages {
  readonly project: string;
  /** The messages of the project with their instants, in no particular order. */
  readonly messages: readonly Dated[];
}

export interface Dated {
  readonly at: Instant;
  readonly message: Message;
}

const HOW_MANY = 1_000;
const BATCH = 500;
const SEED = 20_261_025;

const seededStores = new WeakMap<AnalyticalStore, Promise<SeededMessages>>();

/** The messages of a store. They are stored on the first call. */
export function seed(store: AnalyticalStore): Promise<SeededMessages> {
  const seeded = seededStores.get(store) ?? append(store);
  seededStores.set(store, seeded);
  return seeded;
}

async function append(store: AnalyticalStore): Promise<SeededMessages> {
  const [project, otherProject] = [unique('project'), unique('project')];
  const own = variedEntries(HOW_MANY, project);
  // What must not count: the same people, conversations and texts in other projects, and earlier.
  const foreign = own.slice(0, BATCH).map(({ value }) => entryOf({ ...value, project: otherProject }));
  const entries = [...foreign, ...own];
  for (let start = 0; start < entries.length; start += BATCH)
    await store.messages.append({ entries: entries.slice(start, start + BATCH) });
  await eventually(store.messages.capabilities, async () => {
    const { entries: found } = await store.messages.page({ projects: [project] }, { limit: HOW_MANY + 1 });
    expectEqual(found.length, HOW_MANY, 'visible messages');
  });
  return { project, messages: own.map(({ at, value }) => ({ at, message: value })) };
}

/**
 * Messages of a project with everything that is difficult for analytics, in random order. The same seed gives the same
 * messages.
 */
export function variedEntries(count: number, project: string, seed = SEED): readonly NewEntry<Message>[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => entryOf(sample(random, index, project)));
}

function entryOf(value: Message): NewEntry<Message> {
  return { traceId: uuidSource.next(), at: instantOf(value.timestamp), value, json: stringifyJson(value) };
}

type Random = () => number;

function sample(random: Random, index: number, project: string): Message {
  return decode(Message, {
    messageId: random() < 0.03 ? `message-${index - 1}` : `message-${index}`,
    conversationId: random() < 0.2 ? null : `conversation-${Math.floor(random() ** 2 * 120)}`,
    channel: pick(random, ['TELEGRAM', 'telegram', 'WEB']),
    userId: userOf(random, index),
    timestamp: timestampOf(random),
    project,
    metadata: metadataOf(random),
    ...kindOf(random, index),
  });
}

function userOf(random: Random, index: number): string {
  if (random() < 0.05) return `once-${index}`;
  const number = Math.floor(random() ** 2 * 150);
  return pick(random, [
    `user-${number}`,
    `user-${number}`,
    `User-${number}`,
    `пользователь-🙂-${number % 7}`,
  ]);
}

function kindOf(random: Random, index: number): object {
  const text = pick(random, [
    'Good morning, Rome',
    'good night',
    'MORNING',
    'mornings',
    '早上好',
    'a_b e-mail 3.14',
  ]);
  const reply = pick(random, [null, { type: 'text', value: text }, { type: 'multiaction' }]);
  const request = pick(random, [
    null,
    { type: 'text', value: text },
    { type: 'text', value: text },
    { type: 'action', value: null },
    { type: 'location', latitude: 90 * random(), longitude: -180 * random() },
    { type: 'firstName', value: text },
  ]);
  const confidence = pick(random, [null, 0, 1, random(), random()]);
  const name = pick(random, [null, 'default', 'Default', 'greeting', `intent-${Math.floor(random() * 30)}`]);
  const requestFields = {
    type: 'request',
    content: request,
    domain: pick(random, [null, null, '', 'weather', 'Weather', `domain-${Math.floor(random() * 20)}`]),
    intent: pick(random, [null, { name, confidence }, { name, confidence }]),
    entities: Array.from({ length: Math.floor(random() * 4) }, () => ({
      type: 'place',
      value: 'Rome',
      confidence: random(),
    })),
  };
  return pick<object>(random, [
    requestFields,
    requestFields,
    requestFields,
    { type: 'response', responseTo: `message-${Math.floor(random() * 1.2 * (index + 1))}`, content: reply },
    { type: 'notification', content: reply },
  ]);
}

/** Whatever clients may store under one name: numbers of every size, digits as text, lists, objects, nothing. */
function metadataOf(random: Random): object | null {
  if (random() < 0.1) return null;
  const number = Math.round(random() * 1_000) / 8;
  return {
    score: pick<unknown>(random, [
      number,
      -number,
      Math.round(number),
      1_000_000 + number,
      1_234_567_890_123_456_789n,
      1_234_567_890_123_456_788n,
      new ExactNumber('1.234567890123456788e18'),
      1_234_567_890_123_456_800,
      new ExactNumber('0.12345678901234567890123'),
      new ExactNumber('1e999'),
      '7',
      String(number),
      true,
      null,
      [number, 'x', null, [2]],
      { value: number },
      [],
    ]),
    one: pick<unknown>(random, [1, '1', true, 'true', 1.5, 'One', 'one']),
    nested: { 'deep er': [{ value: number }, { value: 'text' }, { other: 1 }, 3] },
    text: pick(random, [
      'Good morning, Rome',
      'ROME',
      'romeo',
      12,
      'x'.repeat(random() < 0.05 ? 10_000 : 10),
    ]),
  };
}

/**
 * Times in every accepted form: around both nights in which the clocks of Rome change, at midnights, and a microsecond before
 * and after.
 */
function timestampOf(random: Random): string {
  const instant =
    random() < 0.2 ? nearMidnight(random) : plusMicros(pick(random, ERAS), random() * ERA_MICROS);
  const whole = plusMicros(instant, -(instant % pick(random, [1, 1_000, 1_000_000])));
  const minutes = pick(random, [undefined, undefined, 0, 60, 120, -330, 765]);
  if (minutes === undefined) return formatInstant(whole);
  const sign = minutes < 0 ? '-' : '+';
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const offset = `${sign}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
  return `${formatInstant(plusMicros(whole, minutes * 60_000_000))}${offset}`;
}

const ERA_MICROS = 9 * 86_400_000_000;

/** Where the eras of the samples begin. Each spans nine days. An era that is listed twice gets twice as many messages. */
const ERAS: readonly [Instant, ...Instant[]] = [
  at('2025-11-20T00:00:00'),
  at('2026-03-25T00:00:00'),
  at('2026-09-20T00:00:00'),
  at('2026-10-18T00:00:00'),
  at('2026-10-18T00:00:00'),
  at('2026-10-18T00:00:00'),
];

function nearMidnight(random: Random): Instant {
  const midnight = pick(random, [
    at('2026-03-29T00:00:00+01:00'),
    at('2026-03-30T00:00:00+02:00'),
    at('2026-10-19T00:00:00+02:00'),
    at('2026-10-25T00:00:00+02:00'),
    at('2026-10-25T02:00:00+02:00'),
    at('2026-10-25T02:00:00+01:00'),
    at('2026-10-26T00:00:00+01:00'),
    at('2026-10-27T00:00:00+01:00'),
  ]);
  return plusMicros(midnight, pick(random, [-1, 0, 0, 1]));
}

/** The instant of a date and time. */
export function at(text: string): Instant {
  const parsed = parseTimestamp(text);
  if (parsed === undefined) throw new TypeError(`${text} is no timestamp`);
  return parsed.instant;
}
