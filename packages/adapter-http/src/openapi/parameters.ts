import type { Schema } from '../routes/content.js';
import type { Route } from '../routes/route.js';
import { parameterDescription } from './parameter-descriptions.js';
import type { Schemas } from './schemas.js';

const IDEMPOTENCY_KEY: Schema = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'Makes it safe to repeat the request: for at least 24 hours, the same key with the same body stores nothing more',
  example: 'batch-2026-11-20-0001',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x20-\\x7e]*$' },
};

const IF_NONE_MATCH: Schema = {
  name: 'If-None-Match',
  in: 'header',
  description: 'The `ETag` of an earlier answer: if the answer would be the same, it is 304 without a body',
  schema: { type: 'string' },
  example: 'W/"6f1ed002ab5595859014ebf0951522d9"',
};

/** The parameters of a route, in the path, the query and the headers. */
export function parametersOf(
  { operationId, path, parameters = {}, idempotent, conditional }: Route,
  schemas: Schemas,
): readonly Schema[] {
  const declared = Object.entries(parameters).map(([name, field]) => {
    const inPath = path.includes(`{${name}}`);
    return {
      name,
      in: inPath ? 'path' : 'query',
      required: inPath || !('fallback' in field),
      description: parameterDescription(operationId, name),
      schema: schemas.of(field.codec, 'input'),
    };
  });
  return [
    ...declared,
    ...(idempotent === true ? [IDEMPOTENCY_KEY] : []),
    ...(conditional === true ? [IF_NONE_MATCH] : []),
  ];
}
