import { setPriority } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { createAttacks, launch } from './attacks.js';

/**
 * A process that attacks a port while it is told to: one attack after the other, with a pause between them. It is told `true` and
 * `false` by its parent, and answers the second with the statuses that it got, by attack. It runs at the lowest priority: an attacker
 * is on another machine, and it is not its own work that others should notice.
 */
const port = Number(process.argv[2]);
const PAUSE_MS = 50;
setPriority(19);

const attacks = createAttacks();
let active = false;
let cycle: Promise<Record<string, number[]>> | undefined;

process.on('message', async (go: unknown) => {
  active = go === true;
  if (active) cycle = attack();
  else process.send?.(await cycle);
});
process.on('disconnect', () => process.exit());
process.send?.('ready');

async function attack(): Promise<Record<string, number[]>> {
  const statuses: Record<string, number[]> = {};
  while (active) {
    for (const one of attacks) {
      const status = await launch(one, port);
      statuses[one.name] = [...(statuses[one.name] ?? []), status];
      await delay(PAUSE_MS);
    }
  }
  return statuses;
}
