import type { FieldValue } from '../state/view-state.js';

/** Conditions that are parameters of a call, and those that are not. */
interface Divided<K extends string> {
  readonly known: Readonly<Partial<Record<K, string>>>;
  readonly others: readonly FieldValue[];
}

/**
 * Of two conditions on one field, only the first can be a parameter.
 *
 * @param parameters - Their names by the fields that they are about.
 */
export function divide<K extends string>(
  conditions: readonly FieldValue[],
  parameters: Readonly<Record<string, K>>,
): Divided<K> {
  const known: Partial<Record<K, string>> = {};
  const others: FieldValue[] = [];
  for (const condition of conditions) {
    const name = Object.hasOwn(parameters, condition.field) ? parameters[condition.field] : undefined;
    if (name === undefined || known[name] !== undefined || typeof condition.value !== 'string')
      others.push(condition);
    else known[name] = condition.value;
  }
  return { known, others };
}

/** What `GET /messages` takes. */
export const OF_MESSAGES = { channel: 'channel', userId: 'userId', type: 'type' } as const;

/** What `GET /conversations` takes. */
export const OF_CONVERSATIONS = {
  channel: 'channel',
  userId: 'userId',
  'intent.name': 'intent',
  language: 'language',
} as const;
