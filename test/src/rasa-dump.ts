import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** How many of the events are messages, by type, and how many are something else. */
export interface RasaDump {
  readonly requests: number;
  readonly responses: number;
  readonly others: number;
}

/** Of ten events of a conversation, these are messages. */
const KINDS = [
  'session_started',
  'user',
  'slot',
  'bot',
  'bot',
  'user',
  'action',
  'bot',
  'user',
  'bot',
] as const;

/** Writes so many events of Rasa: a list of trackers, or one event a line as an event broker publishes them. */
export async function writeRasaDump(
  path: string,
  events: number,
  form: 'trackers' | 'lines',
  secondsApart = SECONDS_APART,
): Promise<RasaDump> {
  const file = createWriteStream(path);
  const counts = { user: 0, bot: 0, others: 0 };
  let text = form === 'trackers' ? '[' : '';
  for (let first = 0; first < events; first += KINDS.length) {
    const some = KINDS.slice(0, events - first).map((kind, index) =>
      eventOf(kind, first + index, secondsApart),
    );
    for (const { event } of some) counts[event === 'user' || event === 'bot' ? event : 'others']++;
    text +=
      form === 'trackers' ? `${first === 0 ? '' : ',\n'}${trackerOf(first, some)}` : linesOf(first, some);
    if (text.length < 1_000_000) continue;
    if (!file.write(text)) await once(file, 'drain');
    text = '';
  }
  file.end(form === 'trackers' ? `${text}]` : text);
  await once(file, 'close');
  return { requests: counts.user, responses: counts.bot, others: counts.others };
}

type RasaEvent = Readonly<Record<string, unknown>> & { readonly event: (typeof KINDS)[number] };

const START = 1_760_000_000;
const SECONDS_APART = 1.25;

/** A message of a dump. */
export interface RasaMessage {
  readonly userId: string;
  readonly type: 'request' | 'response';
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The messages of a dump, in its order. */
export function* rasaMessages(events: number, secondsApart = SECONDS_APART): Generator<RasaMessage, void> {
  for (let number = 0; number < events; number++) {
    const place = number % KINDS.length;
    const kind = KINDS[place];
    if (kind !== 'user' && kind !== 'bot') continue;
    const type = kind === 'user' ? 'request' : 'response';
    yield { userId: `sender ${number - place}`, type, at: (START + number * secondsApart) * 1_000 };
  }
}

function eventOf(event: (typeof KINDS)[number], number: number, secondsApart: number): RasaEvent {
  const common = { event, timestamp: START + number * secondsApart, metadata: { model_id: 'a1' } };
  const text = `What about number ${number}?`;
  switch (event) {
    case 'user': {
      const intent = { name: `ask_${number % 17}`, confidence: 0.75 };
      const entity = { entity: 'number', start: 18, end: 24, value: String(number), confidence_entity: 0.5 };
      const parse_data = {
        text,
        intent,
        entities: [entity],
        intent_ranking: [intent],
        message_id: `u${number}`,
      };
      return { ...common, text, input_channel: 'rest', message_id: `u${number}`, parse_data };
    }
    case 'bot':
      return {
        ...common,
        text: `It is ${number}.`,
        data: { buttons: [{ title: 'More', payload: '/more' }], image: null },
      };
    case 'slot':
      return { ...common, name: 'number', value: number };
    default:
      return { ...common, name: 'action_listen' };
  }
}

function trackerOf(first: number, events: readonly RasaEvent[]): string {
  return JSON.stringify({
    sender_id: `sender ${first}`,
    slots: {},
    latest_message: {},
    events,
    paused: false,
  });
}

function linesOf(first: number, events: readonly RasaEvent[]): string {
  return events.map((event) => `${JSON.stringify({ ...event, sender_id: `sender ${first}` })}\n`).join('');
}
