import type * as t from 'io-ts';
import { labels } from '../codec/label.js';
import { identifier, text } from '../codec/leaf.js';
import { list } from '../codec/list.js';
import { defaulting, omittable, strictRecord } from '../codec/record.js';

/** What can be imported. */
export const IMPORT_FORMATS = ['ndjson', 'csv', 'rasa', 'botframework', 'telegram', 'slack'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

const named = { project: omittable(identifier), channel: omittable(text) } as const;
const texts = list(text);

/** Which field of a file becomes which field of a message: a column, or a path such as `author.id`. */
const FieldNames = strictRecord('FieldNames', {
  traceId: omittable(text),
  messageId: omittable(text),
  conversationId: omittable(text),
  channel: omittable(text),
  userId: omittable(text),
  timestamp: omittable(text),
  project: omittable(text),
  type: omittable(text),
  responseTo: omittable(text),
  /** The text of the message. */
  text: omittable(text),
  /** The whole content as JSON, instead of `text`. */
  content: omittable(text),
  intent: omittable(text),
  confidence: omittable(text),
  domain: omittable(text),
  language: omittable(text),
});
export type FieldName = keyof t.TypeOf<typeof FieldNames>;

/** The values of the field `type` that stand for each kind of message. */
const TypeNames = strictRecord('TypeNames', {
  request: omittable(texts),
  response: omittable(texts),
  notification: omittable(texts),
});

const FieldMap = strictRecord('FieldMap', {
  ...named,
  fields: omittable(FieldNames),
  types: omittable(TypeNames),
  /** How `timestamp` is written: as text in ISO 8601, or as seconds or milliseconds since 1970. */
  times: defaulting(labels('TimeForm', ['iso', 'seconds', 'milliseconds']), 'iso'),
  /** Fields that are kept in `metadata`, under their own names. */
  metadata: omittable(texts),
});
export type FieldMap = t.TypeOf<typeof FieldMap>;

const RasaMap = strictRecord('RasaMap', {
  ...named,
  /** Intents that mean that the bot did not understand. */
  fallbackIntents: defaulting(texts, ['nlu_fallback']),
});
export type RasaMap = t.TypeOf<typeof RasaMap>;

/** Ids of senders that are bots. */
const bots = defaulting(texts, []);

const BotFrameworkMap = strictRecord('BotFrameworkMap', { ...named, bots });
export type BotFrameworkMap = t.TypeOf<typeof BotFrameworkMap>;

const TelegramMap = strictRecord('TelegramMap', {
  ...named,
  bots,
  /** Only these chats, by id; all by default. */
  chats: omittable(texts),
});
export type TelegramMap = t.TypeOf<typeof TelegramMap>;

const SlackMap = strictRecord('SlackMap', {
  ...named,
  bots,
  /** Only these channels, by id or name; all by default. */
  channels: omittable(texts),
});
export type SlackMap = t.TypeOf<typeof SlackMap>;

/** What the file of `--map` has for each format. Unknown names are refused. */
export const IMPORT_MAPS = {
  ndjson: FieldMap,
  csv: FieldMap,
  rasa: RasaMap,
  botframework: BotFrameworkMap,
  telegram: TelegramMap,
  slack: SlackMap,
} as const satisfies Readonly<Record<ImportFormat, t.Mixed>>;
