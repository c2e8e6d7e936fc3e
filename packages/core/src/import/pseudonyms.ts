import { FREE_FORM_LEVELS } from '../codec/free-form.js';
import { isPlainObject } from '../codec/must-be.js';
import { keyedDigestOf } from './digest.js';
import { type Foreign, foreignId } from './values.js';

/** The fields of a message whose values are ids of people, or may contain them. */
const ID_FIELDS = ['userId', 'conversationId', 'messageId', 'responseTo'] as const;

/**
 * Replaces the ids of messages by pseudonyms: keyed digests (HMAC-SHA-256, the first 128 bits, in hexadecimal). Equal ids get equal pseudonyms, so
 * that counts stay the same; without the key, nobody can find the pseudonym of an id. In `metadata`, values that are one of the ids are replaced too,
 * and in `content` an id that the user sent. Texts are not looked at.
 *
 * Source: {@link https://www.rfc-editor.org/rfc/rfc2104 | RFC 2104, HMAC}
 */
export class Pseudonyms {
  constructor(private readonly key: Uint8Array) {}

  /** @returns A message as it can be sent, with pseudonyms. */
  replacedIn(message: Foreign): Foreign {
    const replaced: Record<string, unknown> = { ...message };
    const known = new Map<string, string>();
    for (const field of ID_FIELDS) {
      const id = message[field];
      // Anything else is refused later, as malformed.
      if (typeof id !== 'string' || id === '') continue;
      // People and messages have different pseudonyms even where they have the same id.
      const pseudonym = keyedDigestOf(this.key, [SPACES[field], id]);
      replaced[field] = pseudonym;
      if (!known.has(id)) known.set(id, pseudonym);
    }
    replaced.metadata = withoutIds(message.metadata, known);
    replaced.content = this.contentOf(message.content);
    return replaced;
  }

  /** A digest for a trace id that does not lead back to the entry with another one. */
  digestOf(traceId: string): string {
    return keyedDigestOf(this.key, ['trace', traceId]);
  }

  private contentOf(content: unknown): unknown {
    if (!isPlainObject(content)) return content;
    const { type, value } = content;
    if (typeof type !== 'string' || type.toLowerCase() !== 'userid' || typeof value !== 'string')
      return content;
    return { ...content, value: keyedDigestOf(this.key, [SPACES.userId, value]) };
  }
}

/** A response names its request by the id of that message. */
const SPACES = {
  userId: 'user',
  conversationId: 'conversation',
  messageId: 'message',
  responseTo: 'message',
} as const satisfies Readonly<Record<(typeof ID_FIELDS)[number], string>>;

/** Numbers with fewer digits are hardly ids, even where an id has the same digits. */
const MIN_DIGITS = 6;

function withoutIds(value: unknown, known: ReadonlyMap<string, string>, level = 1): unknown {
  if (level > FREE_FORM_LEVELS) return value; // Refused later.
  if (Array.isArray(value)) return value.map((item) => withoutIds(item, known, level + 1));
  if (isPlainObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, withoutIds(one, known, level + 1)]),
    );
  const id = foreignId(value);
  if (id === undefined || (typeof value !== 'string' && id.length < MIN_DIGITS)) return value;
  return known.get(id) ?? value;
}
