import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Side } from './row.js';

/** A script of the bench in a process of its own. It is killed at the end of its scope. */
export interface Script extends AsyncDisposable {
  /** Its first message. */
  readonly ready: unknown;
  ask(question: number): Promise<number>;
}

export async function startScript(name: string, args: readonly string[]): Promise<Script> {
  const child = fork(fileURLToPath(new URL(`./${name}.js`, import.meta.url)), [...args]);
  const ready = await nextMessage(child);
  return {
    ready,
    ask: async (question) => {
      const answer = nextMessage(child);
      child.send(question);
      return Number(await answer);
    },
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** A side that asks a script one question again and again, and ends with it. */
export function scriptSide(script: Script, question: number): Side {
  return {
    measure: () => script.ask(question),
    [Symbol.asyncDispose]: () => script[Symbol.asyncDispose](),
  };
}

async function nextMessage(child: ChildProcess): Promise<unknown> {
  const waiting = new AbortController();
  const { signal } = waiting;
  const failed = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`a script of the bench ended with ${code}`);
  });
  failed.catch(() => undefined);
  try {
    const [message] = await Promise.race([once(child, 'message', { signal }), failed]);
    return message;
  } finally {
    waiting.abort();
  }
}
