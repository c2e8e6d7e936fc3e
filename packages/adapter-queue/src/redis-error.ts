import { UnavailableError } from '@memex/core';

interface State {
  readonly reason: string;
  /** Whether a new connection may resolve it: the address may lead to another server by now, or the password may be accepted. */
  readonly reconnects: boolean;
}

/** Temporary states of Redis, by error code: the same call may succeed later, or on the server that the address leads to by then. */
const STATES: ReadonlyMap<string, State> = new Map([
  ['LOADING', { reason: 'it is loading its data', reconnects: true }],
  ['READONLY', { reason: 'it is a replica, which takes no writes', reconnects: true }],
  ['MASTERDOWN', { reason: 'it is a replica that has lost its primary', reconnects: true }],
  ['NOREPLICAS', { reason: 'it has too few replicas to take writes', reconnects: true }],
  ['UNBLOCKED', { reason: 'it has become a replica', reconnects: true }],
  ['CLUSTERDOWN', { reason: 'its cluster is down', reconnects: true }],
  ['MOVED', { reason: 'its cluster has the keys on another node', reconnects: true }],
  ['ASK', { reason: 'its cluster is moving the keys to another node', reconnects: true }],
  ['NOAUTH', { reason: 'it asks for a password', reconnects: true }],
  ['WRONGPASS', { reason: 'it refuses user and password', reconnects: true }],
  ['TRYAGAIN', { reason: 'its cluster is moving the keys to another node', reconnects: false }],
  ['OOM', { reason: 'its memory is full', reconnects: false }],
  ['MISCONF', { reason: 'it cannot save to its disk', reconnects: false }],
  ['BUSY', { reason: 'it is running a script', reconnects: false }],
  ['NOPERM', { reason: 'its user may not do this', reconnects: false }],
]);

/** Explains the error codes of sockets and TLS to operators. */
const EXPLANATIONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens at its address',
  ENOTFOUND: 'its host name is not known',
  EAI_AGAIN: 'its host name cannot be looked up',
  ETIMEDOUT: 'its address does not answer',
  EHOSTUNREACH: 'its address cannot be reached',
  ENETUNREACH: 'its address cannot be reached',
  ECONNRESET: 'it ended the connection',
  EPIPE: 'it ended the connection',
  UNCERTAIN_STATE: 'it ended the connection',
  EPROTO: 'it does not speak TLS as it should',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is not trusted',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is of another host',
};

/** Whether Redis refused because of its current state. */
export function isTransient(error: unknown): boolean {
  return stateOf(error) !== undefined;
}

/** Whether the connection should be replaced. */
export function needsReconnect(error: unknown): boolean {
  return stateOf(error)?.reconnects === true;
}

function stateOf(error: unknown): State | undefined {
  return STATES.get(redisCodeOf(error) ?? '');
}

/** What went wrong with a server, in one line for operators: an explanation if the code is known, and the server's own text. */
export function reasonOf(error: unknown): string {
  const cause = causeOf(error);
  if (!(cause instanceof Error)) return String(cause);
  const code = redisCodeOf(cause) ?? codeOf(cause);
  const words = code === undefined ? undefined : (STATES.get(code)?.reason ?? EXPLANATIONS[code]);
  // The message of ioredis if a command got no reply for too long.
  if (cause.message.startsWith('Socket timeout')) return 'it does not answer';
  const own = cause.message.replaceAll(/\s+/g, ' ').trim();
  return words === undefined ? own || cause.name : `${words} (${own || code})`;
}

/** @param cause - Often an error of the driver, whose text is not for operators. */
export function unavailable(reason: string, cause: unknown): UnavailableError {
  return new UnavailableError('the queue', { part: 'queue', reason, cause });
}

/**
 * The code at the start of an error of Redis. For errors in a script, versions before 7 put it after a text about the script. The error of a
 * transaction contains those of its commands.
 */
function redisCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const [, code] = /^(?:ERR .*-)?([A-Z]{3,})\b/.exec(error.message) ?? [];
  return code === 'EXECABORT' && 'errors' in error && Array.isArray(error.errors)
    ? redisCodeOf(error.errors[0])
    : code;
}

/** If a host name has several addresses, Node throws one error with an error for each of them. */
function causeOf(error: unknown): unknown {
  return error instanceof AggregateError ? (error.errors[0] ?? error) : error;
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
