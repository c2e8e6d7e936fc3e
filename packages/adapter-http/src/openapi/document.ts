import type { Content, JsonContent, Schema } from '../routes/content.js';
import type { RequestBody, Route, Success } from '../routes/route.js';
import { API_KEY_HEADER } from '../security/caller.js';
import { failureResponses, failuresOf } from './failures.js';
import { guideOf } from './guide.js';
import { parametersOf } from './parameters.js';
import { Schemas } from './schemas.js';

/** What the document is about besides the routes. */
export interface Described {
  readonly version: string;
  /** Whether API keys are configured. */
  readonly keys: boolean;
}

/** The OpenAPI 3.1 document that describes the routes. */
export function openApiDocument(routes: readonly Route[], { version, keys }: Described): Schema {
  const schemas = new Schemas();
  const paths: Record<string, Record<string, Schema>> = {};
  for (const route of routes) {
    paths[route.path] = {
      ...paths[route.path],
      [route.method.toLowerCase()]: operationOf(route, schemas, keys),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Memex',
      version,
      description: guideOf({ hasAnalytics: routes.some(({ path }) => path === '/analytics/query') }),
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    // Relative to the URL of this document, so that it is right wherever the API is mounted.
    servers: [{ url: './' }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { ...schemas.components, Error: ERROR },
      responses: failureResponses(),
      securitySchemes: {
        apiKey: { type: 'apiKey', in: 'header', name: API_KEY_HEADER, description: ROLES },
        bearer: { type: 'http', scheme: 'bearer', description: ROLES },
      },
    },
  };
}

const ROLES =
  'The roles of an operation are what the key must be allowed: `read`; `write`, which includes it; or `admin`, which includes both.';

const CSV: Schema = {
  type: 'string',
  description:
    'A table, in UTF-8 and the format of RFC 4180. The first row names the columns: the fields of the objects. Objects and lists are JSON in one cell. ' +
    'Times are on the clocks of the time zone that the last column names, with their offset. Ask for it with `Accept: text/csv`.',
};

const ERROR: Schema = {
  type: 'object',
  properties: {
    status: { type: 'string', description: 'The kind of failure, a colon, and the reason' },
    code: { type: 'integer', description: 'The HTTP status' },
    errors: {
      type: 'array',
      description: 'Every fault of the input, at most 100',
      items: {
        type: 'object',
        properties: {
          path: { type: 'string', examples: ['[3].content.value'] },
          message: { type: 'string' },
        },
        required: ['path', 'message'],
      },
    },
  },
  required: ['status', 'code'],
};

/** Keys are needed only if some are configured, except for admin calls. */
function securityOf(access: Route['access'], keys: boolean): readonly Schema[] {
  if (access === 'open' || (access !== 'admin' && !keys)) return [];
  return [{ apiKey: [access] }, { bearer: [access] }];
}

function operationOf(route: Route, schemas: Schemas, keys: boolean): Schema {
  const successes = route.successes.map((success) => [success.status, responseOf(success, route, schemas)]);
  const failures = failuresOf(route).map((status) => [status, { $ref: `#/components/responses/${status}` }]);
  return {
    operationId: route.operationId,
    tags: [route.tag],
    summary: route.summary,
    security: securityOf(route.access, keys),
    parameters: parametersOf(route, schemas),
    ...(route.body && { requestBody: requestOf(route.body, schemas) }),
    responses: Object.fromEntries([...successes, ...failures]),
  };
}

function requestOf({ content, examples }: RequestBody, schemas: Schemas): Schema {
  const named = Object.entries(examples).map(([summary, value]) => [keyOf(summary), { summary, value }]);
  const json = { schema: schemaOf(content, schemas), examples: Object.fromEntries(named) };
  return { required: true, content: { 'application/json': json } };
}

function keyOf(summary: string): string {
  return summary.replaceAll(' ', '-');
}

function responseOf(success: Success, { conditional, csv }: Route, schemas: Schemas): Schema {
  const { description, content, pages } = success;
  const text = { schema: { type: 'string' } };
  const tag = { ...text, description: 'Stays the same as long as the answer does' };
  const next = {
    Link: {
      ...text,
      description: 'The URL of the next page (`rel="next"`), relative to this request, if there is one',
    },
    'X-Next-Cursor': { ...text, description: 'The cursor of the next page, if there is one' },
  };
  return {
    description,
    headers: {
      'X-Request-Id': { ...text, description: 'Names the request in the log of the service' },
      ...(pages && next),
      ...(conditional && { ETag: tag }),
    },
    ...(content.kind !== 'none' && {
      content: contentOf(content, { example: success.example, csv }, schemas),
    }),
  };
}

function contentOf(
  content: Exclude<Content, { readonly kind: 'none' }>,
  examples: { readonly example: unknown; readonly csv: string | undefined },
  schemas: Schemas,
): Schema {
  if (content.kind === 'text') {
    const example = examples.example !== undefined && { example: examples.example };
    return { [content.type]: { schema: { type: 'string' }, ...example } };
  }
  if (content.kind === 'file')
    return Object.fromEntries(
      content.types.map((type) => [type, { schema: { type: 'string' }, example: content.examples[type] }]),
    );
  const json = {
    schema: schemaOf(content, schemas),
    ...(examples.example !== undefined && { example: examples.example }),
  };
  if (examples.csv === undefined) return { 'application/json': json };
  return { 'application/json': json, 'text/csv': { schema: CSV, example: examples.csv } };
}

function schemaOf(content: JsonContent, schemas: Schemas): Schema {
  switch (content.kind) {
    case 'input':
      return schemas.of(content.codec, 'input');
    case 'inputs':
      return inputsSchema(content, schemas);
    case 'value':
      return valueSchema(content, schemas);
    case 'values':
      return { type: 'array', items: valueSchema(content, schemas) };
    case 'status':
      return statusSchema(content.fields ?? {});
    case 'object':
      return objectSchema(content.fields);
  }
}

function inputsSchema(
  { codec, minItems, maxItems }: Extract<JsonContent, { readonly kind: 'inputs' }>,
  schemas: Schemas,
): Schema {
  const bounds = { ...(minItems && { minItems }), ...(maxItems && { maxItems }) };
  return { type: 'array', items: schemas.of(codec, 'input'), ...bounds };
}

type ValueContent = Extract<JsonContent, { readonly kind: 'value' | 'values' }>;

/** All fields of the value, and no others. */
function valueSchema({ codec, traceId }: ValueContent, schemas: Schemas): Schema {
  const closed = { allOf: [schemas.of(codec, 'output')], unevaluatedProperties: false };
  if (traceId === undefined) return closed;
  return { ...closed, properties: { traceId: { type: 'string' } }, required: ['traceId'] };
}

function statusSchema(fields: Readonly<Record<string, Schema>>): Schema {
  return objectSchema({ ...fields, status: { type: 'string' }, code: { type: 'integer' } });
}

function objectSchema(properties: Readonly<Record<string, Schema>>): Schema {
  return { type: 'object', properties, required: Object.keys(properties) };
}
