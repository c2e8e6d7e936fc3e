import fc from 'fast-check';
import { membersOf } from '../../src/members.js';
import { hostileJson } from './hostile.js';
import type { Document, Schema } from './schema.js';

/** How often something in a value is not as its schema says: never, or now and then. */
export type Manner = 'valid' | 'hostile';

/** JSON text of values of a schema. */
export function jsonOf(document: Document, schema: unknown, manner: Manner): fc.Arbitrary<string> {
  const valid = validJson(document, document.resolve(schema), manner);
  return manner === 'valid'
    ? valid
    : fc.oneof({ weight: 12, arbitrary: valid }, { weight: 1, arbitrary: hostileJson });
}

function validJson(document: Document, schema: Schema, manner: Manner): fc.Arbitrary<string> {
  const choices = document.resolveAll(schema.oneOf ?? schema.anyOf);
  if (choices.length > 0) return fc.oneof(...choices.map((choice) => jsonOf(document, choice, manner)));
  if ('const' in schema) return fc.constant(JSON.stringify(schema.const));
  if (Array.isArray(schema.enum)) return textOf(schema).map((text) => JSON.stringify(text));
  switch (schema.type) {
    case 'null':
      return fc.constant('null');
    case 'boolean':
      return fc.constantFrom('true', 'false');
    case 'integer':
    case 'number':
      return numberOf(schema).map(String);
    case 'string':
      return textOf(schema).map((text) => JSON.stringify(text));
    case 'array':
      return fc
        .array(jsonOf(document, schema.items, manner), {
          minLength: minItemsOf(schema, manner),
          maxLength: 3,
        })
        .map((items) => `[${items.join()}]`);
    case 'object':
      return objectOf(document, schema, manner);
    default:
      throw new TypeError(`the fuzz knows no schema of type ${String(schema.type)}`);
  }
}

function minItemsOf({ minItems }: Schema, manner: Manner): number {
  return manner === 'valid' ? Number(minItems ?? 0) : 0;
}

function objectOf(document: Document, schema: Schema, manner: Manner): fc.Arbitrary<string> {
  const fields = Object.entries(membersOf(schema.properties));
  const required = Array.isArray(schema.required) ? schema.required : [];
  const members = fields.map(([key, field]) => {
    const member = jsonOf(document, field, manner).map((text) => [`${JSON.stringify(key)}:${text}`]);
    const absent = fc.constant<string[]>([]);
    const weight = required.includes(key) ? 30 : 1;
    return manner === 'valid' && required.includes(key)
      ? member
      : fc.oneof({ weight, arbitrary: member }, absent);
  });
  const extras = fc.array(
    fc
      .tuple(fc.constantFrom('extra', '__proto__', 'type', ''), hostileJson)
      .map(([key, text]) => `${JSON.stringify(key)}:${text}`),
    { maxLength: 1 },
  );
  const all =
    manner === 'valid'
      ? fc.tuple(...members)
      : fc.tuple(...members, fc.oneof({ weight: 5, arbitrary: fc.constant<string[]>([]) }, extras));
  return all.map((parts) => `{${parts.flat().join()}}`);
}

/** Text of a string schema, or as a parameter of any other simple schema. */
export function textOf(schema: Schema): fc.Arbitrary<string> {
  const text = wordsOf(schema);
  if (!String(schema.description).includes('Read in any case')) return text;
  return fc.tuple(text, fc.boolean()).map(([word, upper]) => (upper ? word.toUpperCase() : word));
}

function wordsOf(schema: Schema): fc.Arbitrary<string> {
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum.map(String));
  if (schema.type === 'integer') return numberOf(schema).map(String);
  if (schema.type === 'boolean') return fc.constantFrom('true', 'false');
  if (isOfTimes(schema)) return times;
  const { minLength, pattern } = schema;
  // Words of the contract.
  if (typeof pattern === 'string' && minLength === undefined) return fc.stringMatching(new RegExp(pattern));
  const least = typeof minLength === 'number' ? minLength : 0;
  const text = fc.string({ unit: 'grapheme-composite', minLength: least, maxLength: least + 12 });
  return typeof pattern === 'string' ? text.filter(matches(pattern)) : text;
}

function numberOf({ type, minimum, maximum }: Schema): fc.Arbitrary<number> {
  if (type === 'number') return fc.double({ noNaN: true, noDefaultInfinity: true });
  return fc.integer({
    ...(typeof minimum === 'number' && { min: minimum }),
    ...(typeof maximum === 'number' && { max: maximum }),
  });
}

const times = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2026-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

/** A pattern that takes times and not words is of times; that the month exists it cannot say. */
function isOfTimes({ pattern }: Schema): boolean {
  return typeof pattern === 'string' && matches(pattern)('2026-01-01T00:00:00Z') && !matches(pattern)('word');
}

function matches(pattern: string): (text: string) => boolean {
  const expression = new RegExp(pattern, 'u');
  return (text) => expression.test(text);
}
