import type { LogInput, MessageInput } from '@memex/core';
import type { Answer, WireRequest } from '../http/fetch-api.js';

/** As much of a Memex as the client calls, over lists. */
export interface TestServer {
  readonly messages: readonly MessageInput[];
  readonly logs: readonly LogInput[];
  answer(request: WireRequest): Answer;
}

/** An entry, with what the server knows of it. */
interface Stored<E> {
  readonly traceId: string;
  readonly entry: E;
}

export function createTestServer(): TestServer {
  const messages = createList<MessageInput>();
  const logs = createList<LogInput>();
  const answers = new Map<string, Answer>();

  const store = <E>(list: List<E>, { body = '[]', headers = {} }: WireRequest): Answer => {
    const key = headers['idempotency-key'] ?? '';
    const known = answers.get(key);
    if (known !== undefined) return known;
    const entries: E[] = JSON.parse(body);
    const answer = answerOf(207, { traceIds: entries.map((entry) => list.add(entry)), errors: [] });
    answers.set(key, answer);
    return answer;
  };
  const routes: Readonly<Record<string, (query: Query, request: WireRequest) => Answer>> = {
    'POST /messages': (_, request) => store(messages, request),
    'POST /logs': (_, request) => store(logs, request),
    'GET /messages': (query) => answerOf(200, messages.find(query)),
    'GET /logs': (query) => answerOf(200, logs.find(query)),
    'GET /message': (query) => foundOf(messages, query),
    'GET /log': ({ id, ...query }) => foundOf(logs, { ...query, traceId: id }),
    'DELETE /messages': (query) => answerOf(200, { deleted: messages.remove(query) }),
  };
  return {
    get messages() {
      return messages.entries();
    },
    get logs() {
      return logs.entries();
    },
    answer(request) {
      const [path = '', query = ''] = request.path.split('?');
      const route = routes[`${request.method} ${path}`];
      if (route === undefined) throw new TypeError(`a test client cannot ${request.method} ${path}`);
      return route(Object.fromEntries(new URLSearchParams(query)), request);
    },
  };
}

type Query = Readonly<Record<string, string | undefined>>;

interface List<E> {
  add(entry: E): string;
  entries(): readonly E[];
  /** Oldest first, unless `order` is `desc`. */
  find(query: Query): readonly E[];
  newest(query: Query): Stored<E> | undefined;
  remove(query: Query): number;
}

function createList<E>(): List<E> {
  let stored: Stored<E>[] = [];
  let made = 0;
  const matching = (query: Query): Stored<E>[] => stored.filter((one) => matches(one, query));
  return {
    add(entry) {
      const traceId = `trace-${++made}`;
      stored.push({ traceId, entry });
      return traceId;
    },
    entries: () => stored.map(({ entry }) => entry),
    find({ order, ...query }) {
      const found = matching(query)
        .map(({ entry }) => entry)
        .sort((a, b) => timeOf(a) - timeOf(b));
      return order === 'desc' ? found.reverse() : found;
    },
    newest: (query) => matching(query).at(-1),
    remove(query) {
      const before = stored.length;
      stored = stored.filter((one) => !matches(one, query));
      return before - stored.length;
    },
  };
}

/** Whether an entry is in the range of a query, and has each of its other parts. */
function matches<E>(
  { traceId, entry }: Stored<E>,
  { fromTime, toTime, maxSize, text, ...fields }: Query,
): boolean {
  const time = timeOf(entry);
  if (fromTime !== undefined && time < Date.parse(fromTime)) return false;
  if (toTime !== undefined && time > Date.parse(toTime)) return false;
  if (text !== undefined && !hasWords(entry, text)) return false;
  const whole = { ...fieldsOf(entry), traceId };
  return Object.entries(fields).every(
    ([name, value]) => value === undefined || fieldsOf(whole)[name] === value,
  );
}

/** Whether the text of an entry has all words of another. Words are runs of letters and digits here, which a Memex tells apart better. */
function hasWords(entry: unknown, text: string): boolean {
  const found = new Set(runsIn(String(fieldsOf(fieldsOf(entry).content).value ?? '')));
  return runsIn(text).every((word) => found.has(word));
}

function runsIn(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}_]+/gu) ?? [];
}

function fieldsOf(entry: unknown): Readonly<Record<string, unknown>> {
  return typeof entry === 'object' && entry !== null ? Object.fromEntries(Object.entries(entry)) : {};
}

function timeOf(entry: unknown): number {
  return Date.parse(String(fieldsOf(entry).timestamp));
}

function foundOf<E>(list: List<E>, query: Query): Answer {
  const found = list.newest(query);
  return found === undefined
    ? answerOf(404, { status: 'Not found' })
    : answerOf(200, { ...fieldsOf(found.entry), traceId: found.traceId });
}

function answerOf(status: number, body: unknown): Answer {
  return { status, headers: new Headers(), text: JSON.stringify(body) };
}
