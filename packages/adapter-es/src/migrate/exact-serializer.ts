import { errors, Serializer } from '@elastic/elasticsearch';
import { parseJson, stringifyJson } from '@memex/core/toolkit';

/** JSON for the client that rounds no number, and takes a key `__proto__` for what it is: a key. */
export class ExactSerializer extends Serializer {
  override serialize(object: Record<string, unknown>): string {
    return stringifyJson(object);
  }

  override deserialize<T = unknown>(json: string): T {
    try {
      return parseJson(json) as T; // The client's own signature: what a response holds is its caller's to check.
    } catch (error) {
      throw new errors.DeserializationError(error instanceof Error ? error.message : String(error), json);
    }
  }
}
