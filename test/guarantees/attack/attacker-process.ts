import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The statuses that each attack got. */
export type Statuses = Readonly<Record<string, readonly number[]>>;

/** The attacker in a process of its own. */
export interface Attacker extends AsyncDisposable {
  begin(): void;
  /** Waits for the attack under way. */
  end(): Promise<Statuses>;
}

/** Plain Node runs it, from the build of this package. */
const BUILT = fileURLToPath(new URL('../../dist/guarantees/attack/attacker.js', import.meta.url));

export async function startAttacker(port: number): Promise<Attacker> {
  const child = fork(BUILT, [String(port)], { stdio: 'inherit' });
  await nextMessage(child);
  return {
    begin: () => void child.send(true),
    end: async () => {
      const answer = nextMessage(child);
      child.send(false);
      return (await answer) as Statuses;
    },
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function nextMessage(child: ChildProcess): Promise<unknown> {
  const [message] = await once(child, 'message');
  return message;
}
