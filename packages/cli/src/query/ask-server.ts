import { type Issue, isMemexError } from '@memex/core';
import { AnalyticResult, decode, list, optionalList, record, required, text } from '@memex/core/model';
import { parseJson, stringifyJson } from '@memex/core/toolkit';
import { headerSecret, platformAddress } from '../config/codecs.js';
import { CliError, EXIT, misused } from '../terminal/cli-error.js';
import type { Answers } from './ask-store.js';
import { type GivenDescriptors, misusedWith } from './descriptors.js';
import { readText } from './read-text.js';

/** A server of Memex, and the key for it. */
export interface ServerAddress {
  readonly url: string;
  readonly key: string | null;
}

const IssueCodec = record('Issue', { path: required(text), message: required(text) });
const Failure = record('Failure', { status: required(text), errors: optionalList(list(IssueCodec)) });
const Results = list(AnalyticResult);

/** Has a server compute descriptors. The key is sent to that server only: redirects are not followed. */
export async function askServer(
  { input, lineOf }: GivenDescriptors,
  server: ServerAddress,
): Promise<Answers> {
  const target = `${server.url.replace(/\/+$/, '')}/analytics/query`;
  const { status, body } = await post(target, stringifyJson(input), server.key);
  if (status !== 200) throw refusal(target, status, body, lineOf);
  const results = readAnswer(body, (value) => decode(Results, value));
  if (results === undefined) throw failed(`${target} does not answer as Memex does`);
  return { results, json: body };
}

interface Response {
  readonly status: number;
  readonly body: string;
}

async function post(target: string, body: string, key: string | null): Promise<Response> {
  const headers = {
    'Content-Type': 'application/json',
    ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
  };
  try {
    const response = await fetch(target, { method: 'POST', body, headers, redirect: 'manual' });
    return { status: response.status, body: await response.text() };
  } catch (error) {
    const { cause }: { cause?: unknown } = error instanceof Error ? error : {};
    const reason = cause instanceof Error && cause.message !== '' ? cause.message : String(error);
    throw failed(`${target} cannot be reached: ${reason}`);
  }
}

function refusal(target: string, status: number, body: string, lineOf: (issue: Issue) => string): CliError {
  const failure = readAnswer(body, (value) => decode(Failure, value));
  const [first, ...others] = failure?.errors ?? [];
  if (status === 400 && first !== undefined) return misusedWith([first, ...others], lineOf);
  const hint = status === 401 ? ' (the key is in WS_APIKEY, or in the file of --api-key-file)' : '';
  return failed(`${target} answers ${status}${failure === undefined ? '' : `: ${failure.status}`}${hint}`);
}

/** What an answer says; `undefined` if it is not what Memex answers. */
function readAnswer<A>(body: string, read: (value: unknown) => A): A | undefined {
  try {
    return read(parseJson(body));
  } catch (error) {
    if (error instanceof SyntaxError || isMemexError(error, 'malformed')) return undefined;
    throw error;
  }
}

/**
 * The server that the options name.
 *
 * @throws CliError that shows neither the key nor the content of its file.
 */
export async function serverOf(
  url: string,
  keyFile: string | undefined,
  configured: string | null,
): Promise<ServerAddress> {
  if (!platformAddress.is(url))
    throw misused('--url must be an address that begins with https:// or http://');
  return { url, key: keyFile === undefined ? configured : await keyIn(keyFile) };
}

async function keyIn(file: string): Promise<string> {
  const key = (await readText('--api-key-file', file)).trim();
  if (!headerSecret.is(key))
    throw misused(`--api-key-file ${file} must have one key: printable ASCII characters without spaces`);
  return key;
}

function failed(message: string): CliError {
  return new CliError(EXIT.failed, [message]);
}
