import { errors, Serializer } from '@elastic/elasticsearch';
import { parseJson, stringifyJson } from '@memex/core/toolkit';

/** A JSON serializer for the client that rounds no number and treats `__proto__` as an ordinary key. */
export class ExactSerializer extends Serializer {
  override serialize(object: Record<string, unknown>): string {
    return stringifyJson(object);
  }

  override deserialize<T = unknown>(json: string): T {
    try {
      return parseJson(json) as T; // The signature of the client. The caller checks what a response contains.
    } catch (error) {
      throw new errors.DeserializationError(error instanceof Error ? error.message : String(error), json);
    }
  }
}
