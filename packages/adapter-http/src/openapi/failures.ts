import type { Schema } from '../routes/content.js';
import type { Route } from '../routes/route.js';

interface ErrorExample {
  readonly status: string;
  readonly code: number;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

/** The meaning of each status of failure, for all routes. */
const MEANINGS: Readonly<Record<number, string>> = {
  400: 'Malformed request: the input is invalid, or cannot be parsed',
  401: 'Unauthorized: API keys are configured, and the request has no valid one',
  403: 'Forbidden: the API key does not allow this',
  404: 'Not found',
  408: 'Malformed request: the request took too long to arrive',
  413: 'Too large: the body, the batch or one of its items',
  415: 'Unsupported media type: the type, charset or encoding of the body is not supported',
  421: 'Malformed request: the service is not known under this host name',
  422: 'Malformed request: the idempotency key was already used with another body, or with another value of `partial`',
  429: 'Too many requests: the caller has used up its rate (`WS_RATE`); try again after `Retry-After` seconds',
  500: 'Internal server error: the error is logged under the request id that the answer shows',
  503: 'Unavailable: try again after `Retry-After` seconds',
};

/** The reason, and the faults of the input if it is about them. */
const EXAMPLES: Readonly<Record<number, Omit<ErrorExample, 'code'>>> = {
  400: {
    status: 'Malformed request: [0].userId is required',
    errors: [{ path: '[0].userId', message: 'is required' }],
  },
  401: { status: 'Unauthorized: a valid API key is required' },
  403: { status: 'Forbidden: this API key may only read' },
  404: { status: 'Not found: the message does not exist' },
  408: { status: 'Malformed request: the request took too long to arrive' },
  413: { status: 'Too large: the batch has more than 10000 items' },
  415: { status: 'Unsupported media type: the body must be application/json' },
  421: { status: 'Malformed request: the service is not known under the host name of the call' },
  422: {
    status:
      'Malformed request: this idempotency key was already used with another body, or with another value of partial',
  },
  429: { status: 'Too many requests: a caller may send 100 of these in a second' },
  500: {
    status:
      'Internal server error: the error is logged under the request id 3cbd651a-0b08-4864-a212-000000000004',
  },
  503: { status: 'Unavailable: the store cannot serve now' },
};

/** Those that tell when to try again. */
const RETRIED: readonly number[] = [429, 503];

export function failureResponses(): Readonly<Record<string, Schema>> {
  const schema = { $ref: '#/components/schemas/Error' };
  const retry = {
    'Retry-After': {
      schema: { type: 'integer' },
      description: 'In how many seconds to try again',
      example: 1,
    },
  };
  return Object.fromEntries(
    Object.entries(MEANINGS).map(([status, description]) => [
      status,
      {
        description,
        content: { 'application/json': { schema, example: exampleOf(Number(status)) } },
        ...(RETRIED.includes(Number(status)) && { headers: retry }),
      },
    ]),
  );
}

function exampleOf(code: number): ErrorExample | undefined {
  const example = EXAMPLES[code];
  return example && { status: example.status, code, ...(example.errors && { errors: example.errors }) };
}

/** The statuses of failure of a route, sorted. */
export function failuresOf({ access, body, idempotent, failures = [] }: Route): readonly number[] {
  const statuses = new Set([400, 421, 500, ...failures]);
  if (access !== 'open') for (const status of [401, 403, 429, 503]) statuses.add(status);
  if (body !== undefined) for (const status of [408, 413, 415]) statuses.add(status);
  if (idempotent === true) statuses.add(422);
  return [...statuses].sort((a, b) => a - b);
}
