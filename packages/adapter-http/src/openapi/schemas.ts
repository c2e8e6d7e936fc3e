import {
  type FieldPathCodec,
  type Fields,
  type FlagCodec,
  FREE_FORM_LEVELS,
  type FreeFormCodec,
  IDENTIFIER_LENGTH,
  isCodec,
  type LabelCodec,
  type LabelsCodec,
  type LeafCodec,
  type ListCodec,
  MAX_PAGE_SIZE,
  MAX_SEARCH_LENGTH,
  type MeasuredFieldCodec,
  type MovingValueCodec,
  type PageSizeCodec,
  type RecordCodec,
  type ScalarCodec,
  type SegmentLimitCodec,
  type TaggedCodec,
  type TimestampCodec,
} from '@memex/core/model';
import type { Schema } from '../routes/content.js';
import { fieldPathPattern } from './field-paths.js';

/** Which side of a codec a schema describes: the accepted input, or the stored and returned output. */
export type Side = 'input' | 'output';

const LEAVES: Readonly<Record<string, Schema>> = {
  text: { type: 'string' },
  number: { type: 'number' },
  quantity: { type: 'integer', minimum: 0 },
  cursor: {
    type: 'string',
    pattern: '^[0-9a-f]{18,}$',
    description: 'The `X-Next-Cursor` of the previous page of the same query',
  },
  'search text': {
    type: 'string',
    minLength: 1,
    maxLength: MAX_SEARCH_LENGTH,
    description:
      'Only messages whose text (`content.value`) has all of these words, in any case. Words are as the standard analyzer of Elasticsearch gives them, in `match` filters too: each character of Han and Hiragana is one. There must be a word.',
    examples: ['good morning'],
  },
  'retention period': {
    type: 'string',
    pattern: '^[1-9][0-9]{0,3}d$',
    description: 'A number of days',
    examples: ['90d'],
  },
  true: { const: true },
  identifier: {
    type: 'string',
    minLength: 1,
    maxLength: IDENTIFIER_LENGTH,
    // Ranges, since not every tool supports classes such as control characters.
    pattern: '^[^\\x00-\\x1f\\x7f-\\x9f]*$',
    examples: ['my-bot'],
  },
};

const YEAR = '([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])';
const DATE = `${YEAR}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])`;
const HOUR = '([01][0-9]|2[0-3])';
const SIXTY = '[0-5][0-9]';

const TIMESTAMPS: Readonly<Record<Side, Schema>> = {
  input: {
    type: 'string',
    pattern: `^${DATE}([Tt ]${HOUR}:${SIXTY}(:${SIXTY}(\\.[0-9]{1,9})?)?([Zz]|[+-]${HOUR}(:?${SIXTY})?)?)?$`,
    description: 'An ISO 8601 date or date-time; without an offset it is UTC.',
    examples: ['2026-11-20T10:15:00Z'],
  },
  output: {
    type: 'string',
    pattern: `^${DATE}T${HOUR}:${SIXTY}:${SIXTY}(\\.[0-9]{6})?([+-]${HOUR}:${SIXTY})?$`,
    description: 'An ISO 8601 date-time; without an offset it is UTC.',
  },
};

const FIELD_PATHS: Readonly<Record<Side, Schema>> = {
  input: {
    type: 'string',
    pattern: fieldPathPattern('(\\.keyword)?'),
    description: 'The dotted path of a message field. A list in the path stands for its items.',
    examples: ['intent.confidence'],
  },
  output: { type: 'string', pattern: fieldPathPattern() },
};

const SCALAR: Schema = { anyOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }] };

/** Derives JSON Schemas from the codecs of the core. Each record becomes a component, once per side. */
export class Schemas {
  private readonly made: Record<string, Schema> = {};

  /** The components that the schemas so far refer to. */
  get components(): Readonly<Record<string, Schema>> {
    return this.made;
  }

  of(codec: unknown, side: Side): Schema {
    if (isCodec<RecordCodec>(codec, 'RecordCodec'))
      return this.component(codec.name, side, () => this.record(codec, side));
    if (isCodec<TaggedCodec>(codec, 'TaggedCodec'))
      return this.component(codec.name, side, () => this.tagged(codec, side));
    if (isCodec<ListCodec>(codec, 'ListCodec')) return { type: 'array', items: this.of(codec.item, side) };
    if (isCodec<LabelCodec>(codec, 'LabelCodec')) return labels([codec.label], codec.olderNames, side);
    if (isCodec<LabelsCodec>(codec, 'LabelsCodec'))
      return labels(codec.labels, Object.keys(codec.olderNames), side);
    if (isCodec<TimestampCodec>(codec, 'TimestampCodec')) return TIMESTAMPS[side];
    if (isCodec<PageSizeCodec>(codec, 'PageSizeCodec'))
      return { type: 'integer', minimum: 1, maximum: MAX_PAGE_SIZE };
    if (isCodec<FlagCodec>(codec, 'FlagCodec')) return { type: 'boolean' };
    if (isCodec<MovingValueCodec>(codec, 'MovingValueCodec')) return movingValue(codec, side);
    if (isCodec<FieldPathCodec>(codec, 'FieldPathCodec')) return FIELD_PATHS[side];
    if (isCodec<MeasuredFieldCodec>(codec, 'MeasuredFieldCodec')) return measuredField(codec, side);
    if (isCodec<SegmentLimitCodec>(codec, 'SegmentLimitCodec')) return segmentLimit(codec);
    if (isCodec<ScalarCodec>(codec, 'ScalarCodec')) return SCALAR;
    if (isCodec<FreeFormCodec>(codec, 'FreeFormCodec')) {
      return { type: 'object', description: `Any JSON object of at most ${FREE_FORM_LEVELS} levels.` };
    }
    const leaf = isCodec<LeafCodec>(codec, 'LeafCodec') ? LEAVES[codec.kind] : undefined;
    if (leaf === undefined) throw new TypeError(`no schema is known for the codec ${String(codec)}`);
    return leaf;
  }

  private component(name: string, side: Side, make: () => Schema): Schema {
    const key = side === 'input' ? `${name}Input` : name;
    this.made[key] ??= make();
    return { $ref: `#/components/schemas/${key}` };
  }

  private record({ fields, unknownFields }: RecordCodec, side: Side): Schema {
    const entries = Object.entries(fields);
    return {
      type: 'object',
      properties: Object.fromEntries(entries.map(([key, field]) => [key, this.field(field, side)])),
      required: entries.filter(([, field]) => isRequired(field, side)).map(([key]) => key),
      ...(side === 'input' && unknownFields === 'refuse' && { additionalProperties: false }),
    };
  }

  private field(field: Fields[string], side: Side): Schema {
    const schema = this.of(field.codec, side);
    if (!('fallback' in field)) return schema;
    return side === 'input' || field.fallback === null ? { anyOf: [schema, { type: 'null' }] } : schema;
  }

  private tagged(codec: TaggedCodec, side: Side): Schema {
    return { type: 'object', oneOf: codec.members.map((member) => this.of(member, side)) };
  }
}

/** Output has all fields, except those that are left out if they were not sent. */
function isRequired(field: Fields[string], side: Side): boolean {
  if (!('fallback' in field)) return true;
  return side === 'output' && field.fallback !== undefined;
}

/**
 * The labels as an enum. They are also accepted in upper or lower case, which the schema does not express: from a pattern for all cases, code
 * generators would make a plain string instead of a union.
 */
function labels(values: readonly string[], olderNames: readonly string[], side: Side): Schema {
  if (side === 'output') return { type: 'string', enum: values };
  const older = olderNames.length === 0 ? '' : ` Older names are read too: ${olderNames.join(', ')}.`;
  return {
    type: 'string',
    enum: [...values, ...olderNames],
    description: `Read in any case.${older}`,
  };
}

function measuredField({ names }: MeasuredFieldCodec, side: Side): Schema {
  const description = 'The seconds from a request to its first response';
  return { anyOf: [FIELD_PATHS[side], { type: 'string', enum: names, description }] };
}

function segmentLimit({ maximum }: SegmentLimitCodec): Schema {
  return {
    type: 'integer',
    minimum: 1,
    maximum,
    description:
      'How many segments are shown, the largest first; all others are one segment, the rest. 20 where absent.',
  };
}

function movingValue({ pattern, inputPattern }: MovingValueCodec, side: Side): Schema {
  return {
    type: 'string',
    pattern: side === 'input' ? inputPattern : pattern,
    description:
      'A number of days, weeks, months or years before today; `today`; or `all` time until now. Read in any case.',
    examples: ['30d'],
  };
}
