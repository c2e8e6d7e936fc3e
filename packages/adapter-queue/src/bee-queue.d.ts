/** The scripts of `bee-queue`, which are loaded into Redis once a connection. */
declare module 'bee-queue/lib/lua/index.js' {
  export function buildCache(client: unknown): Promise<unknown>;
}

/** The client below `bee-queue`, as far as it is used here. */
declare module 'redis' {
  import type { EventEmitter } from 'node:events';
  import type { Socket } from 'node:net';

  type Callback<A> = (error: Error | null, answer: A) => void;

  export interface ClientOpts {
    readonly url: string;
    /** Answers after how many milliseconds to connect again. */
    readonly retry_strategy: () => number;
    readonly socket_keepalive: boolean;
    /** How long a connection is idle before it is seen whether its other end lives, in milliseconds. */
    readonly socket_initial_delay: number;
  }

  export interface RedisClient extends EventEmitter {
    /** Whether it sends commands; until then it keeps them. */
    readonly ready: boolean;
    /** The connection of now. It makes another one when this one is closed. */
    readonly stream: Socket;
    /** After how long in all it gives up connecting, in milliseconds. */
    connect_timeout: number;
    brpoplpush(from: string, to: string, seconds: number, callback: Callback<string>): void;
    hget(key: string, field: string, callback: Callback<string | null>): void;
    /** Ends it; what waits for an answer fails. */
    end(flush: true): void;
  }

  export function createClient(options: ClientOpts): RedisClient;
}
