/** Loads the scripts of `bee-queue` into Redis; once per connection. */
declare module 'bee-queue/lib/lua/index.js' {
  export function buildCache(client: unknown): Promise<unknown>;
}

/** The Redis client that `bee-queue` uses: only what is used here. */
declare module 'redis' {
  import type { EventEmitter } from 'node:events';
  import type { Socket } from 'node:net';
  import type { SecureContextOptions } from 'node:tls';

  type Callback<A> = (error: Error | null, answer: A) => void;

  export interface ClientOpts {
    readonly user?: string;
    readonly password?: string;
    readonly db: number;
    readonly tls?: SecureContextOptions;
    /** Returns the delay before the next connection attempt, in milliseconds. */
    readonly retry_strategy: () => number;
    readonly socket_keepalive: boolean;
    /** Idle time before the first keep-alive probe, in milliseconds. */
    readonly socket_initial_delay: number;
  }

  export class RedisClient extends EventEmitter {
    constructor(options: ClientOpts);
    /** Whether commands are sent. Until then they are queued. */
    readonly ready: boolean;
    /** The current connection. The client opens another one when it is closed. */
    stream: Socket;
    /** Where it connects to. */
    readonly connection_options: object;
    /** Whether it was closed for good. */
    readonly closing: boolean;
    /** Total time after which the client gives up connecting, in milliseconds. */
    connect_timeout: number;
    /** Replaces the connection. */
    create_stream(): void;
    brpoplpush(from: string, to: string, seconds: number, callback: Callback<string>): void;
    hget(key: string, field: string, callback: Callback<string | null>): void;
    /** Closes the client. Pending commands fail. */
    end(flush: true): void;
  }
}
