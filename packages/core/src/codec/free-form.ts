import * as t from 'io-ts';
import { ExactNumber } from '../json/exact-number.js';
import type { JsonObject, JsonValue } from '../json/json-value.js';
import { appendKey } from './issues.js';
import { isPlainObject, mustBe } from './must-be.js';

export const FREE_FORM_LEVELS = 32;

/** Any JSON object, nested at most {@link FREE_FORM_LEVELS} levels deep, including itself. */
export class FreeFormCodec extends t.Type<JsonObject, JsonObject, unknown> {
  readonly _tag = 'FreeFormCodec';
  constructor() {
    super('free-form', isFreeForm, validate, t.identity);
  }
}

export const freeForm: FreeFormCodec = new FreeFormCodec();

/** Any JSON value, nested at most {@link FREE_FORM_LEVELS} levels deep. */
class JsonValueCodec extends t.Type<JsonValue, JsonValue, unknown> {
  readonly _tag = 'JsonValueCodec';
  constructor() {
    super(
      'json',
      (value): value is JsonValue => findIssue(value, 1) === undefined,
      (value, context) => {
        const issue = findIssue(value, 1);
        if (issue === undefined) return t.success(value as JsonValue);
        return t.failure(value, issue.keys.reduce(appendKey, context), issue.message);
      },
      t.identity,
    );
  }
}

export const jsonValue: JsonValueCodec = new JsonValueCodec();

function isFreeForm(value: unknown): value is JsonObject {
  return isPlainObject(value) && findIssue(value, 1) === undefined;
}

function validate(value: unknown, context: t.Context): t.Validation<JsonObject> {
  if (!isPlainObject(value)) return t.failure(value, context, mustBe('an object', value));
  const issue = findIssue(value, 1);
  if (issue === undefined) return t.success(value as JsonObject);
  return t.failure(value, issue.keys.reduce(appendKey, context), issue.message);
}

interface Found {
  readonly keys: readonly string[];
  readonly message: string;
}

/**
 * Finds the first part that is not JSON, or is too deep. Most inputs have none, so the keys of its path are collected only on
 * the way back.
 */
function findIssue(value: unknown, level: number): Found | undefined {
  if (isScalar(value) || value instanceof ExactNumber) return undefined;
  const isPlain = isPlainObject(value);
  if (!isPlain && !Array.isArray(value)) return { keys: [], message: mustBe('JSON', value) };
  if (level > FREE_FORM_LEVELS) {
    return { keys: [], message: `must not be nested more than ${FREE_FORM_LEVELS} levels deep` };
  }
  return isPlain ? findInFields(value, level + 1) : findInItems(value, level + 1);
}

function findInFields(fields: Readonly<Record<string, unknown>>, level: number): Found | undefined {
  for (const key in fields) {
    const issue = findIssue(fields[key], level);
    if (issue !== undefined) return { ...issue, keys: [key, ...issue.keys] };
  }
  return undefined;
}

/** Uses indexes: the keys of an array would be one string per item. */
function findInItems(items: readonly unknown[], level: number): Found | undefined {
  for (let index = 0; index < items.length; index++) {
    const issue = findIssue(items[index], level);
    if (issue !== undefined) return { ...issue, keys: [String(index), ...issue.keys] };
  }
  return undefined;
}

function isScalar(value: unknown): boolean {
  return (
    typeof value === 'string' ||
    value === null ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value)) ||
    typeof value === 'bigint'
  );
}
