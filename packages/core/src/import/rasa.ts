import { isPlainObject } from '../codec/must-be.js';
import { parseJson } from '../json/exact-json.js';
import { FALLBACK_INTENT } from '../message/fallback.js';
import type { ImportItem, ImportMapping, MappedPart } from './import-mapping.js';
import type { RasaMap } from './import-maps.js';
import { rasaReply } from './rasa-reply.js';
import type { ResponseLinker } from './response-linker.js';
import { type Foreign, filled, foreignId, itemsOf, nonEmptyText, objectOf, timeOfSeconds } from './values.js';

/**
 * Reads conversations of Rasa: trackers with their `events` (`GET /conversations/{id}/tracker`), single events as event brokers publish them, with
 * a `sender_id`, and rows of the table `events` of an SQL tracker store, whose `data` is an event. A tracker may be in an object, as its `tracker`, as
 * Botfront exports conversations. A conversation is what one sender said, so the sender is both the user and the conversation. Of the events, only `user` and `bot` are messages.
 *
 * Source: {@link https://rasa.com/docs/reference/primitives/events | Rasa, Events},
 * {@link https://rasa.com/docs/reference/integrations/event-brokers | Event brokers},
 * {@link https://rasa.com/docs/reference/integrations/tracker-stores | Tracker stores}
 */
export function rasa(map: RasaMap, linker: ResponseLinker): ImportMapping {
  const fallbacks = new Set(map.fallbackIntents);
  const partOf = (event: Foreign, sender: string | undefined, at: string): MappedPart => {
    const what = nonEmptyText(event.event);
    if (what === undefined) return { kind: 'refused', at, original: event, reason: 'event is required' };
    if (what !== 'user' && what !== 'bot') return { kind: 'ignored', what };
    const common = {
      conversationId: sender,
      userId: sender,
      timestamp: timeOfSeconds(event.timestamp) ?? event.timestamp,
      channel: map.channel,
    };
    const input =
      what === 'user'
        ? linker.inputOf({ ...common, from: 'user', ...requestOf(event, fallbacks, common.channel) })
        : linker.inputOf({ ...common, from: 'bot', ...rasaReply(event) });
    return { kind: 'message', at, original: event, input };
  };
  return {
    *partsOf({ value: item }: ImportItem): Generator<MappedPart> {
      if (!isPlainObject(item))
        return yield { kind: 'refused', at: '', original: item, reason: 'must be an object' };
      const [value, within] = isPlainObject(item.tracker) ? [item.tracker, '.tracker'] : [item, ''];
      const sender = foreignId(value.sender_id) ?? foreignId(value.conversation_id);
      if (Array.isArray(value.events)) {
        for (const [index, event] of value.events.entries())
          yield partOf(
            objectOf(event),
            sender ?? foreignId(objectOf(event).sender_id),
            `${within}.events[${index}]`,
          );
      } else if (value.event === undefined && value.data !== undefined) {
        yield partOf(eventIn(value.data), sender, '.data');
      } else yield partOf(value, sender, within);
    },
  };
}

/** A row of the tracker store has the event as JSON; databases that know JSON show it as an object. */
function eventIn(data: unknown): Foreign {
  if (typeof data !== 'string') return objectOf(data);
  try {
    return objectOf(parseJson(data));
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function requestOf(event: Foreign, fallbacks: ReadonlySet<string>, channel: string | undefined) {
  const parse = objectOf(event.parse_data);
  const metadata = objectOf(event.metadata);
  const said = nonEmptyText(event.text) ?? nonEmptyText(parse.text);
  return {
    messageId: foreignId(event.message_id) ?? foreignId(parse.message_id),
    channel: channel ?? nonEmptyText(event.input_channel),
    // Rasa sends what a button stands for as a text that begins with a slash.
    content: said === undefined ? undefined : { type: said.startsWith('/') ? 'action' : 'text', value: said },
    metadata: filled(metadata),
    understood: filled({
      intent: intentOf(objectOf(parse.intent), fallbacks),
      entities: itemsOf(parse.entities).map((entity) => entityOf(objectOf(entity))),
      language: nonEmptyText(parse.language) ?? nonEmptyText(metadata.language),
    }),
  };
}

function intentOf({ name, confidence }: Foreign, fallbacks: ReadonlySet<string>): Foreign | undefined {
  const known = nonEmptyText(name);
  return filled({ name: known !== undefined && fallbacks.has(known) ? FALLBACK_INTENT : known, confidence });
}

/** Extractors that look words up tell no confidence: they are certain. */
function entityOf({ entity, value, confidence_entity, confidence }: Foreign): Foreign {
  return {
    type: entity,
    value: typeof value === 'string' ? value : valueText(value),
    confidence: confidence_entity ?? confidence ?? 1,
  };
}

function valueText(value: unknown): string | undefined {
  return (
    foreignId(value) ??
    (value === undefined || value === null ? undefined : JSON.stringify(filled({ value })?.value))
  );
}
