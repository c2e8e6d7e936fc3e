import type { Socket } from 'node:net';
import { AbstractConnector, type RedisOptions } from 'ioredis';
import type { Endpoint } from './address.js';

/** What a connection needs to know to be made. */
export interface Route {
  /** Resolves with `undefined` if it is no longer wanted. */
  wait(isWanted: () => boolean, onError: (error: Error) => void): Promise<Endpoint | undefined>;
  connect(endpoint: Endpoint): Socket;
}

/** How long a closed connection may stay open, in milliseconds. */
const DISCONNECT_TIMEOUT_MS = 500;

/** Lets ioredis connect to where a route leads at that time. */
export function connectorTo(route: Route): NonNullable<RedisOptions['Connector']> {
  return class extends AbstractConnector {
    constructor() {
      super(DISCONNECT_TIMEOUT_MS);
    }

    async connect(emit: (type: string, error: Error) => void): Promise<Socket> {
      this.connecting = true;
      const endpoint = await route.wait(
        () => this.connecting,
        (error) => emit('error', error),
      );
      if (endpoint === undefined) throw new Error('Connection is closed.');
      const stream = route.connect(endpoint);
      stream.once('error', (error) => {
        this.firstError = error;
      });
      this.stream = stream;
      return stream;
    }
  };
}
