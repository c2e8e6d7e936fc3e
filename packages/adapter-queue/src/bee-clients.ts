import type { RedisClient } from 'redis';
import { type BeeClient, createBeeClient, type Place } from './bee-client.js';

/** The clients of a worker: for commands, for the blocking wait for jobs, and for notices of delayed jobs. */
export type ClientName = 'client' | 'bclient' | 'eclient';

/** The shortest time between two reconnects, in milliseconds. */
const RECONNECT_INTERVAL_MS = 1_000;

/** The clients of one worker. They reconnect together, since all of them must use the same server. */
export class BeeClients {
  private readonly byName = new Map<ClientName, BeeClient>();
  private reconnectedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly place: Place,
    private readonly onError: (error: unknown) => void,
  ) {}

  open(name: ClientName): BeeClient {
    const opened = createBeeClient(this.place, this.onError);
    this.byName.set(name, opened);
    return opened;
  }

  get(name: ClientName): RedisClient | undefined {
    return this.byName.get(name)?.client;
  }

  /** Sends a command with a callback, and resolves with its reply. */
  ask<A>(
    name: ClientName,
    send: (client: RedisClient, done: (error: Error | null, reply: A) => void) => void,
  ): Promise<A> {
    return new Promise((resolve, reject) => {
      const client = this.get(name);
      if (client === undefined) reject(new Error('there is no connection'));
      else send(client, (error, reply) => (error === null ? resolve(reply) : reject(error)));
    });
  }

  /** Replaces all connections. Pending requests fail, and are sent again. */
  reconnect(): void {
    const now = performance.now();
    if (now - this.reconnectedAt < RECONNECT_INTERVAL_MS) return;
    this.reconnectedAt = now;
    for (const { reconnect } of this.byName.values()) reconnect();
  }

  end(): void {
    for (const { end } of this.byName.values()) end();
    this.byName.clear();
  }
}
