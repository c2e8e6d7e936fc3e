import type { SqlValue } from '../driver/driver.js';
import type { ConversationSelection } from '../protocol/conversations.js';
import type { Connection } from '../schema/connection.js';
import { accessOf, allOf, hashesOf, type SqlCondition } from './conditions.js';

/** A conversation by the hash of its id, and the newest of its selected messages. */
export interface Head {
  readonly hash: bigint;
  readonly at: number;
  readonly id: number;
}

/** The ids of a message, and its channel as JSON. */
export interface HeadTexts {
  readonly conversationId: string;
  readonly userId: string;
  readonly channel: string;
  /** The size of the whole text. */
  readonly bytes: number;
}

/** How many selected messages a conversation has, the instant of the first, and how many different ones are fallbacks. */
export interface HeadCounts {
  readonly messages: number;
  readonly firstAt: number;
  readonly fallbacks: number;
}

/** A range of instants, both inclusive. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** What conversations are read with. Like counts, it takes ids with equal hashes for one (docs/adr/0015). */
export interface ConversationStatements {
  /** The instant of the message that follows so many others, the newest first; `undefined` if there are not as many. */
  instantBehind(range: Range, messages: number): number | undefined;
  /** The conversations whose newest selected message is within a range, the newest first. */
  heads(range: Range): readonly Head[];
  textsOf(head: Head): HeadTexts;
  countsOf(head: Head): HeadCounts;
  /** Whether a conversation has the message that each must have, and how many bytes of texts were read for it. */
  wantedIn(head: Head): { readonly isFound: boolean; readonly bytes: number };
  /**
   * The conversations whose newest selected message is within a range, the newest first, but only those that may have what each must have. `undefined`
   * if many messages may be what they must have, or if there are too many messages to find out.
   */
  rareHeads(range: Range): readonly Head[] | undefined;
}

/** So many messages are few. */
const MAX_RARE = 1_000;
/** So many entries of the index are looked at for them: a tenth of a second. */
const MAX_SCANNED = 1_000_000;

/** @returns `undefined` if there is no such project. */
export function conversationStatements(
  connection: Connection,
  selection: ConversationSelection,
): ConversationStatements | undefined {
  const { project, from, to, fields, fallback, onlyFallbacks, wanted, language } = selection;
  const projectId = connection.prepare('SELECT id FROM projects WHERE name = ?').get(project)?.[0];
  if (projectId === undefined) return undefined;
  const scan = `messages e INDEXED BY ${accessOf({ table: 'messages', projects: [project], fields }).index}`;
  const selected = (alias: string): SqlCondition =>
    allOf([{ sql: `${alias}.project = ?`, values: [projectId] }, hashesOf(fields, alias)]);
  const own = (alias: string, hash: string): string =>
    `messages ${alias} INDEXED BY messages_by_conversation WHERE ${alias}.conversation_h = ${hash}`;
  return {
    instantBehind: (range, messages) => {
      // Only what is in the index is looked at, so that the number of messages bounds the work.
      const { userId } = fields;
      const { sql, values } = allOf([
        { sql: 'e.project = ?', values: [projectId] },
        hashesOf({ userId }, 'e'),
        during('e', range),
      ]);
      const row = connection
        .prepare(`SELECT e.at FROM ${scan} WHERE ${sql} ORDER BY e.at DESC LIMIT 1 OFFSET ?`)
        .get(...values, messages);
      return row === undefined ? undefined : Number(row[0]);
    },
    heads: (range) => {
      const group = allOf([selected('e'), during('e', range)]);
      const newer = allOf([selected('n'), { sql: 'n.at > g.at AND n.at <= ?', values: [to] }]);
      return connection
        .prepare(
          `SELECT CAST(g.hash AS TEXT), g.at, g.id FROM (
             SELECT e.conversation_h AS hash, e.at, max(e.id) AS id FROM ${scan}
             WHERE ${group.sql} AND e.conversation_h IS NOT NULL GROUP BY e.conversation_h, e.at) g
           WHERE NOT EXISTS (SELECT 1 FROM ${own('n', 'g.hash')} AND ${newer.sql})
           ORDER BY g.at DESC`,
        )
        .all(...group.values, ...newer.values)
        .map(([hash, at, id]) => ({ hash: BigInt(String(hash)), at: Number(at), id: Number(id) }));
    },
    textsOf: ({ id }) => {
      const [conversationId, userId, channel, bytes] = connection.prepare(TEXTS).get(id) ?? [];
      return {
        conversationId: String(conversationId),
        userId: String(userId),
        channel: String(channel),
        bytes: Number(bytes),
      };
    },
    countsOf: ({ hash, at }) => {
      const isFallback = hashesOf(fallback, 'e');
      const all = allOf([selected('e'), during('e', { from, to: at })]);
      const [messages, firstAt, fallbacks] =
        connection
          .prepare(
            `SELECT count(*), min(e.at), count(DISTINCT CASE WHEN ${isFallback.sql} THEN e.message_h END)
             FROM ${own('e', '?')} AND ${all.sql}`,
          )
          .get(...isFallback.values, hash, ...all.values) ?? [];
      return { messages: Number(messages), firstAt: Number(firstAt), fallbacks: Number(fallbacks) };
    },
    wantedIn: ({ hash, at }) => {
      const hasFields = Object.keys(wanted).length > 0;
      if (!hasFields && language === undefined) return { isFound: true, bytes: 0 };
      const all = allOf([selected('e'), during('e', { from, to: at }), hashesOf(wanted, 'e')]);
      if (language === undefined) {
        const sql = `SELECT 1 FROM ${own('e', '?')} AND ${all.sql} LIMIT 1`;
        return { isFound: connection.prepare(sql).get(hash, ...all.values) !== undefined, bytes: 0 };
      }
      const [isFound, bytes] =
        connection
          .prepare(
            `SELECT max(t.json -> '$.language' IS ?), sum(octet_length(t.json))
             FROM messages e INDEXED BY messages_by_conversation CROSS JOIN messages_text t ON t.id = e.id
             WHERE e.conversation_h = ? AND ${all.sql}`,
          )
          .get(JSON.stringify(language), hash, ...all.values) ?? [];
      return { isFound: Number(isFound) === 1, bytes: Number(bytes) };
    },
    rareHeads: (range) => {
      const field = Object.keys(wanted).length > 0 ? wanted : onlyFallbacks ? fallback : undefined;
      if (field === undefined) return undefined;
      const all = allOf([{ sql: 'e.project = ?', values: [projectId] }, during('e', range)]);
      const rare = hashesOf(field, 'e');
      // Only what is in the index is looked at.
      const found = connection
        .prepare(
          `SELECT CAST(e.conversation_h AS TEXT) FROM (
             SELECT type, intent_h, conversation_h FROM messages e INDEXED BY messages_by_time
             WHERE ${all.sql} ORDER BY e.at DESC LIMIT ${MAX_SCANNED}) e
           WHERE ${rare.sql} AND e.conversation_h IS NOT NULL LIMIT ${MAX_RARE + 1}`,
        )
        .all(...all.values, ...rare.values);
      if (found.length > MAX_RARE) return undefined;
      const others = `SELECT 1 FROM messages e INDEXED BY messages_by_time WHERE ${all.sql} LIMIT 1 OFFSET ${MAX_SCANNED}`;
      if (connection.prepare(others).get(...all.values) !== undefined) return undefined;
      const newest = allOf([selected('e'), during('e', { from, to })]);
      const newestOf = connection.prepare(
        `SELECT e.at, e.id FROM ${own('e', '?')} AND ${newest.sql} ORDER BY e.at DESC, e.id DESC LIMIT 1`,
      );
      return [...new Set(found.map(([text]) => BigInt(String(text))))]
        .flatMap((hash): readonly Head[] => {
          const [at, id] = newestOf.get(hash, ...newest.values) ?? [];
          return at === undefined ? [] : [{ hash, at: Number(at), id: Number(id) }];
        })
        .filter(({ at }) => at <= range.to)
        .sort((a, b) => b.at - a.at);
    },
  };
}

/** `->>` of an identifier is the identifier. A channel may be any text, of which only the JSON is exact. */
const TEXTS = `
  SELECT json ->> '$.conversationId', json ->> '$.userId', json -> '$.channel', octet_length(json)
  FROM messages_text WHERE id = ?`;

function during(alias: string, { from, to }: Range): SqlCondition {
  const values: readonly SqlValue[] = [from, to];
  return { sql: `${alias}.at BETWEEN ? AND ?`, values };
}
