import { UnavailableError } from '@memex/core';

/** Refusals of a Redis in its state of now: the same call may succeed later, or at the server that its address leads to then. */
const PASSING = [
  'LOADING',
  'READONLY',
  'MASTERDOWN',
  'NOREPLICAS',
  'UNBLOCKED',
  'CLUSTERDOWN',
  'TRYAGAIN',
  'OOM',
  'MISCONF',
  'BUSY',
  'NOAUTH',
  'WRONGPASS',
  'NOPERM',
] as const;

/** Those that another connection may end: the address may lead to another server by now, or the password be the right one. */
const RECONNECTING: readonly string[] = [
  'LOADING',
  'READONLY',
  'MASTERDOWN',
  'NOREPLICAS',
  'UNBLOCKED',
  'CLUSTERDOWN',
  'NOAUTH',
  'WRONGPASS',
];

/** What the codes of Redis, of sockets and of TLS say, completing "it …" for operators. */
const WORDS: Readonly<Record<string, string>> = {
  LOADING: 'it is loading its data',
  READONLY: 'it is a replica, which takes no writes',
  MASTERDOWN: 'it is a replica that has lost its primary',
  NOREPLICAS: 'it has too few replicas to take writes',
  UNBLOCKED: 'it has become a replica',
  CLUSTERDOWN: 'its cluster is down',
  OOM: 'its memory is full',
  MISCONF: 'it cannot save to its disk',
  BUSY: 'it is running a script',
  NOAUTH: 'it asks for a password',
  WRONGPASS: 'it refuses user and password',
  NOPERM: 'its user may not do this',
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

/** Whether Redis answered that it does not do this now. */
export function isPassing(error: unknown): boolean {
  const code = refusalOf(error);
  return code !== undefined && PASSING.some((one) => one === code);
}

/** Whether the connection should be made anew. */
export function callsForReconnecting(error: unknown): boolean {
  const code = refusalOf(error);
  return code !== undefined && RECONNECTING.includes(code);
}

/** What went wrong with a server, in one line for operators: in plain words where they are known, and in its own. */
export function reasonOf(error: unknown): string {
  const cause = causeOf(error);
  if (!(cause instanceof Error)) return String(cause);
  const code = refusalOf(cause) ?? codeOf(cause);
  const words = code === undefined ? undefined : WORDS[code];
  // What ioredis says where a command had no answer for too long.
  if (cause.message.startsWith('Socket timeout')) return 'it does not answer';
  const own = cause.message.replaceAll(/\s+/g, ' ').trim();
  return words === undefined ? own || cause.name : `${words} (${own || code})`;
}

/** @param cause - May be an error of a driver, which is no text for operators. */
export function unavailable(reason: string, cause: unknown): UnavailableError {
  return new UnavailableError('the queue', { part: 'queue', reason, cause });
}

/**
 * The code that Redis begins an error with. In a script, versions before 7 put it behind what they say of the script; a transaction has the
 * errors of its commands in it.
 */
function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const [, code] = /^(?:ERR .*-)?([A-Z]{3,})\b/.exec(error.message) ?? [];
  return code === 'EXECABORT' && 'errors' in error && Array.isArray(error.errors)
    ? refusalOf(error.errors[0])
    : code;
}

/** Where a name has several addresses, Node tells of each in an error without a message. */
function causeOf(error: unknown): unknown {
  return error instanceof AggregateError ? (error.errors[0] ?? error) : error;
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
