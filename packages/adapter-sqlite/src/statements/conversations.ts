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
}

/** @returns `undefined` if there is no such project. */
export function conversationStatements(
  connection: Connection,
  selection: ConversationSelection,
): ConversationStatements | undefined {
  const { project, from, to, fields, fallback } = selection;
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
