import { deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { membersOf } from '../../src/members.js';
import { hostileJson, hostileText, mutated } from './hostile.js';
import type { Document, Schema } from './schema.js';
import { jsonOf, type Manner, textOf } from './values.js';

export interface FuzzRequest {
  readonly method: string;
  /** With the query, escaped. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer | undefined;
}

/** One method of one path of an OpenAPI document. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Schema[];
  /** The schema of the body; `undefined` where it takes none. */
  readonly body: unknown;
  readonly statuses: readonly string[];
}

export function operationsOf(document: Document, root: unknown): readonly Operation[] {
  return Object.entries(membersOf(membersOf(root).paths)).flatMap(([path, methods]) =>
    Object.entries(membersOf(methods)).map(([method, operation]) => {
      const { operationId, parameters, requestBody, responses } = membersOf(operation);
      const content = membersOf(document.resolve(requestBody).content);
      return {
        id: String(operationId),
        method: method.toUpperCase(),
        path,
        parameters: document.resolveAll(parameters),
        body: membersOf(content['application/json']).schema,
        statuses: Object.keys(membersOf(responses)),
      };
    }),
  );
}

/** Requests that an operation describes. */
export function validRequest(document: Document, operation: Operation): fc.Arbitrary<FuzzRequest> {
  const body =
    operation.body === undefined ? fc.constant(undefined) : jsonOf(document, operation.body, 'valid');
  return fc.tuple(target(document, operation, 'valid'), body).map(([path, json]) => ({
    method: operation.method,
    path,
    headers: json === undefined ? {} : { 'content-type': 'application/json' },
    body: json === undefined ? undefined : Buffer.from(json),
  }));
}

/** Requests in which some things are not as the operation describes them. */
export function hostileRequest(document: Document, operation: Operation): fc.Arbitrary<FuzzRequest> {
  return fc
    .tuple(
      mostly(fc.constant(operation.method), methods),
      mostly(target(document, operation, 'hostile'), paths),
      headers,
      hostileBody(document, operation),
    )
    .map(([method, path, more, { encoding, body }]) => ({
      method,
      path,
      headers: { 'content-type': 'application/json', ...encoding, ...more },
      ...(method === 'HEAD' ? {} : { body }),
    }));
}

function mostly<T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: 15, arbitrary: usual }, { weight: 1, arbitrary: odd });
}

const methods = fc.constantFrom(
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'QUERY',
  'FOO',
);

const paths = fc.constantFrom(
  '/',
  '//',
  '/messages/',
  '//messages',
  '/%',
  '/%00',
  '/messages%2f..%2fhealth',
  '/performance/message/%E0%A4%A',
  '/performance/index/..%2f..',
  '/performance/index/message-*',
  '/messages?%',
  '/messages?project=%ff&fromTime=%zz&toTime',
  '/messages?project=a&project=b&fromTime=2026-01-01&toTime=2026-01-02',
  '/messages?__proto__=1&__proto__[x]=1&project[]=a',
  `/messages?${'a'.repeat(7_000)}`,
  `/${'a/'.repeat(2_000)}`,
);

const headers = fc
  .dictionary(
    fc.constantFrom(
      'content-type',
      'content-encoding',
      'accept',
      'accept-encoding',
      'idempotency-key',
      'x-request-id',
      'origin',
      'if-none-match',
      'range',
      'x-http-method-override',
      'cookie',
      'x-forwarded-for',
    ),
    fc.oneof(
      fc.constantFrom(
        'gzip',
        'deflate',
        'br',
        'identity',
        'text/plain',
        'application/json; charset=utf-16',
        ';q=',
        '*/*',
        'bytes=0-',
        'null',
      ),
      fc.string({ maxLength: 30 }),
      fc.constant('k'.repeat(300)),
    ),
    { maxKeys: 2, noNullPrototype: true },
  )
  .map((fields) => Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.trim()])));

interface FuzzBody {
  readonly encoding: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
}

function hostileBody(document: Document, { body: schema }: Operation): fc.Arbitrary<FuzzBody> {
  // Where none is read, any is one too many.
  if (schema === undefined) return mostly<FuzzBody>(fc.constant({ encoding: {}, body: undefined }), anyBody);
  const text = jsonOf(document, schema, 'hostile').map((json) => Buffer.from(json));
  const bytes = fc.oneof({ weight: 3, arbitrary: text }, { weight: 1, arbitrary: mutated(text) });
  const packed = fc.oneof(
    bytes.map((plain) => ({ encoding: { 'content-encoding': 'gzip' }, body: gzipSync(plain) })),
    bytes.map((plain) => ({ encoding: { 'content-encoding': 'deflate' }, body: deflateSync(plain) })),
    mutated(bytes.map((plain) => gzipSync(plain))).map((broken) => ({
      encoding: { 'content-encoding': 'gzip' },
      body: broken,
    })),
  );
  return mostly<FuzzBody>(
    bytes.map((plain) => ({ encoding: {}, body: plain })),
    packed,
  );
}

const anyBody = hostileJson.map((json) => ({ encoding: {}, body: Buffer.from(json) }));

/** Parameters that no call has, or that come a second time. */
const strayParameters = fc.constantFrom(
  'projct=a',
  'Project=a',
  'ID=x',
  'project[]=a',
  'limit=1',
  '__proto__=x',
  '=x',
  'a=1&a=2',
);

/** The path with its parameters, and the query. */
function target(document: Document, operation: Operation, manner: Manner): fc.Arbitrary<string> {
  const parameters = operation.parameters.filter((parameter) => parameter.in !== 'header');
  const values = parameters.map((parameter) => {
    const valid = textOf(simpleSchema(document, parameter.schema));
    const value = manner === 'valid' ? valid : fc.oneof({ weight: 6, arbitrary: valid }, hostileText);
    // A path cannot leave its parameter out, nor hold the two names that address other paths.
    if (parameter.in === 'path') return value.map((text) => (/^\.{0,2}$/.test(text) ? 'x' : text));
    return parameter.required === true && manner === 'valid'
      ? value
      : fc.option(value, { nil: undefined, freq: 3 });
  });
  const stray = fc.oneof(
    { weight: 2, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: strayParameters.map((one) => [one]) },
  );
  return fc.tuple(stray, ...values).map(([more, ...chosen]) => {
    const query = manner === 'hostile' ? [...more] : [];
    let path = operation.path;
    for (const [index, { name, in: place }] of parameters.entries()) {
      const text = chosen[index];
      if (text === undefined) continue;
      const escaped = encodeURIComponent(text.toWellFormed());
      if (place === 'path') path = path.replace(`{${String(name)}}`, () => escaped);
      else query.push(`${String(name)}=${escaped}`);
    }
    return query.length === 0 ? path : `${path}?${query.join('&')}`;
  });
}

/** Of a parameter that may be null, what it is otherwise. */
function simpleSchema(document: Document, schema: unknown): Schema {
  const resolved = document.resolve(schema);
  return document.resolveAll(resolved.anyOf)[0] ?? resolved;
}
