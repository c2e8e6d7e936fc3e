import { text } from 'node:stream/consumers';
import { type Issue, isMemexError } from '@memex/core';
import { Descriptor, decode, list, MAX_DESCRIPTORS } from '@memex/core/model';
import { CliError, EXIT, misused } from '../terminal/cli-error.js';
import { readJson, readText } from './read-text.js';

/** The descriptors that a command line gives. */
export interface GivenDescriptors {
  /** As they were written. */
  readonly input: readonly unknown[];
  readonly descriptors: readonly Descriptor[];
  /** What is wrong with one of them, in words that name where it was given. */
  readonly lineOf: (issue: Issue) => string;
}

/** Where descriptors come from: arguments, or one text with a list of them. */
interface Source {
  readonly texts: readonly string[];
  /** Names a text in errors. */
  readonly nameOf: (index: number) => string;
  readonly isList: boolean;
}

/**
 * Reads descriptors from the arguments, from `--file`, or from standard input where the only argument is `-`.
 *
 * @throws CliError with a line for each issue.
 */
export async function readDescriptors(
  args: readonly string[],
  file: string | undefined,
): Promise<GivenDescriptors> {
  const source = await sourceOf(args, file);
  const values = source.texts.map((json, index) => readJson(source.nameOf(index), json));
  const input = source.isList ? values[0] : values;
  const lineOf = ({ path, message }: Issue): string => issueLine(source, path, message);
  if (!Array.isArray(input)) throw misused(`${source.nameOf(0)} must be a list of descriptors`);
  if (input.length === 0) throw misused(`${source.nameOf(0)} must have at least one descriptor`);
  if (input.length > MAX_DESCRIPTORS)
    throw misused(`at most ${MAX_DESCRIPTORS} descriptors can be asked at once, not ${input.length}`);
  try {
    return { input, descriptors: decode(list(Descriptor), input), lineOf };
  } catch (error) {
    if (!isMemexError(error, 'malformed')) throw error;
    throw misusedWith(error.issues, lineOf);
  }
}

/** The error for descriptors that cannot be computed. */
export function misusedWith(
  [first, ...others]: readonly [Issue, ...Issue[]],
  lineOf: (issue: Issue) => string,
): CliError {
  return new CliError(EXIT.misused, [lineOf(first), ...others.map(lineOf)]);
}

async function sourceOf(args: readonly string[], file: string | undefined): Promise<Source> {
  const isStdin = args.includes(STDIN);
  if (file === undefined && !isStdin) {
    if (args.length === 0) throw misused('a descriptor is missing; `memex query --help` has examples');
    return { texts: args, nameOf: (index) => `argument ${index + 1}`, isList: false };
  }
  if (args.length > (isStdin && file === undefined ? 1 : 0))
    throw misused(
      'descriptors are given as arguments, with --file, or with - (standard input): only one of these',
    );
  const [name, json] =
    file === undefined || file === STDIN
      ? ['standard input', await text(process.stdin)]
      : [file, await readText('--file', file)];
  return { texts: [json], nameOf: () => name, isList: true };
}

const STDIN = '-';

/** Of arguments, the place in the list is the number of the argument. */
function issueLine({ isList, nameOf }: Source, path: string, message: string): string {
  const [, index, rest] = /^\[(\d+)\]\.?(.*)$/s.exec(path) ?? [];
  const [name, place] =
    isList || index === undefined || rest === undefined
      ? [isList ? nameOf(0) : '', path]
      : [nameOf(Number(index)), rest];
  const what = place === '' ? message : `${place} ${message}`;
  return name === '' ? what : `${name}: ${what}`;
}
