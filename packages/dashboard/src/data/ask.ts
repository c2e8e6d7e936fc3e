import type { AnalyticResult, DescriptorInput } from '@memex/core';
import type { CallOptions } from '@memex/core/ports';
import type { Api } from '../api/api.js';
import { ApiError } from '../api/api-error.js';

/** Answers some descriptors, in order. */
export type Ask = (descriptors: readonly DescriptorInput[]) => Promise<readonly AnalyticResult[]>;

/** The most descriptors that the API computes in one call. */
const MAX_DESCRIPTORS = 50;

/** As many calls of one key as the API computes at the same time. */
const MAX_CALLS = 2;

interface Question {
  readonly descriptors: readonly DescriptorInput[];
  readonly answer: (results: readonly AnalyticResult[]) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Asks everything that is asked in one turn in one call, which the API computes in one pass, and each descriptor only once. If that fails, each
 * question is asked alone, so that one that cannot be answered leaves the others.
 */
export function createAsk(api: Api, options: CallOptions): Ask {
  let waiting: Question[] = [];
  const askAll = (): void => {
    const questions = waiting;
    waiting = [];
    void runAtOnce(callsOf(questions), (call) => askTogether(call, api, options));
  };
  return (descriptors) =>
    new Promise((answer, fail) => {
      if (waiting.length === 0) queueMicrotask(askAll);
      waiting.push({ descriptors, answer, fail });
    });
}

/** Divides questions among calls, each as large as the API takes it. */
function callsOf(questions: readonly Question[]): readonly (readonly Question[])[] {
  const calls: Question[][] = [];
  for (const question of questions) {
    const last = calls.at(-1);
    if (last !== undefined && distinct([...last, question]).size <= MAX_DESCRIPTORS) last.push(question);
    else calls.push([question]);
  }
  return calls;
}

async function askTogether(questions: readonly Question[], api: Api, options: CallOptions): Promise<void> {
  try {
    const results = await resultsOf(questions, api, options);
    for (const { descriptors, answer } of questions) answer(descriptors.map((one) => foundIn(results, one)));
  } catch (error) {
    if (questions.length === 1 || !mayDiffer(error)) for (const { fail } of questions) fail(error);
    else await runAtOnce(questions, (question) => askTogether([question], api, options));
  }
}

/** Whether another question may be answered. A key that is refused, or a service that is away, is so for all. */
function mayDiffer(error: unknown): boolean {
  return (
    error instanceof ApiError && error.status !== undefined && error.status !== 401 && error.status !== 403
  );
}

type Results = ReadonlyMap<string, AnalyticResult>;

async function resultsOf(questions: readonly Question[], api: Api, options: CallOptions): Promise<Results> {
  const asked = distinct(questions);
  const results = await api.query([...asked.values()], options);
  return new Map(
    [...asked.keys()].flatMap((key, index) => {
      const result = results[index];
      return result === undefined ? [] : [[key, result] as const];
    }),
  );
}

function distinct(questions: readonly Question[]): ReadonlyMap<string, DescriptorInput> {
  const all = questions.flatMap(({ descriptors }) => descriptors);
  return new Map(all.map((descriptor) => [JSON.stringify(descriptor), descriptor]));
}

function foundIn(results: Results, descriptor: DescriptorInput): AnalyticResult {
  const result = results.get(JSON.stringify(descriptor));
  if (result === undefined) throw new ApiError('the API answered fewer results than it was asked', undefined);
  return result;
}

/** Does something with each of some things, a few at the same time. */
export async function runAtOnce<T>(
  things: readonly T[],
  act: (thing: T) => Promise<void>,
  atOnce: number = MAX_CALLS,
): Promise<void> {
  const left = things.values();
  const work = async (): Promise<void> => {
    for (const thing of left) await act(thing);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
