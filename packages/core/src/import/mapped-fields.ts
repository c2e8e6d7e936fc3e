import { parseJson } from '../json/exact-json.js';
import { numberOfText } from '../json/exact-number.js';
import { formatInstant, instantOfMicros } from '../time/instant.js';
import type { ImportItem, ImportMapping, MappedPart } from './import-mapping.js';
import type { FieldMap, FieldName } from './import-maps.js';
import type { ResponseLinker } from './response-linker.js';
import { type Foreign, filled, foreignId, nonEmptyText, objectOf, timeOfSeconds } from './values.js';

/** Reads rows or lines of any shape, of which a map tells which field is which. */
export function mappedFields(map: FieldMap, linker: ResponseLinker): ImportMapping {
  const { project } = map;
  const fields: Readonly<Partial<Record<FieldName, string | undefined>>> = map.fields ?? {};
  return {
    *partsOf({ value }: ImportItem): Generator<MappedPart> {
      const row = objectOf(value);
      const get = (name: FieldName): unknown => {
        const field = fields[name];
        return field === undefined ? undefined : fieldAt(row, field);
      };
      const type = typeOf(map, get('type'));
      if (type === undefined)
        return yield {
          kind: 'refused',
          at: '',
          original: value,
          reason: `${fields.type} is of no known type`,
        };
      const input = linker.inputOf({
        from: type === 'request' ? 'user' : 'bot',
        messageId: foreignId(get('messageId')),
        conversationId: foreignId(get('conversationId')),
        userId: foreignId(get('userId')),
        channel: nonEmptyText(get('channel')) ?? map.channel,
        timestamp: timeOf(map, get('timestamp')),
        content: contentOf(get('content'), get('text')),
        metadata: metadataOf(map, row),
        responseTo: type === 'notification' ? undefined : foreignId(get('responseTo')),
        understood: filled({
          intent: filled({ name: nonEmptyText(get('intent')), confidence: numberOf(get('confidence')) }),
          domain: nonEmptyText(get('domain')),
          language: nonEmptyText(get('language')),
        }),
      });
      const told = project ?? foreignId(get('project')) ?? input.project;
      const message = { ...input, project: told, type: type === 'notification' ? type : input.type };
      yield {
        kind: 'message',
        at: '',
        original: value,
        input: message,
        traceId: nonEmptyText(get('traceId')),
      };
    },
  };
}

/** The value of a column, or at a path into nested objects. A column with dots in its name comes first. */
function fieldAt(row: Foreign, path: string): unknown {
  if (Object.hasOwn(row, path)) return row[path];
  let value: unknown = row;
  for (const name of path.split('.')) {
    const fields = objectOf(value);
    if (!Object.hasOwn(fields, name)) return undefined;
    value = fields[name];
  }
  return value;
}

const TYPES = ['request', 'response', 'notification'] as const;

function typeOf({ fields, types }: FieldMap, value: unknown): (typeof TYPES)[number] | undefined {
  if (fields?.type === undefined) return 'request';
  const name = foreignId(value) ?? '';
  return TYPES.find((type) =>
    (types?.[type] ?? [type]).includes(types === undefined ? name.toLowerCase() : name),
  );
}

function timeOf({ times }: FieldMap, value: unknown): unknown {
  switch (times) {
    case 'iso':
      return value;
    case 'seconds':
      return timeOfSeconds(value) ?? value;
    case 'milliseconds': {
      const [, millis] = /^(\d{1,13})(?:\.\d+)?$/.exec(foreignId(value) ?? '') ?? [];
      return millis === undefined ? value : formatInstant(instantOfMicros(Number(millis) * 1_000));
    }
  }
}

function contentOf(content: unknown, said: unknown): Foreign | undefined {
  if (typeof content === 'string' && content !== '') return objectOf(parsed(content));
  const whole = objectOf(content);
  if (Object.keys(whole).length > 0) return whole;
  return said === undefined || said === null ? undefined : { type: 'text', value: said };
}

/** What is no JSON has no type, so it is refused as content. */
function parsed(json: string): unknown {
  try {
    return parseJson(json);
  } catch (error) {
    if (error instanceof SyntaxError) return { type: '' };
    throw error;
  }
}

function numberOf(value: unknown): unknown {
  return typeof value === 'string'
    ? (numberOfText(value.trim()) ?? (value === '' ? undefined : value))
    : value;
}

function metadataOf({ metadata = [] }: FieldMap, row: Foreign): Foreign | undefined {
  return filled(Object.fromEntries(metadata.map((field) => [field, fieldAt(row, field)])));
}
