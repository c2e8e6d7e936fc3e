/** The scripts of `bee-queue`, which it loads into Redis once, when it connects. */
declare module 'bee-queue/lib/lua/index.js' {
  export function buildCache(client: unknown): Promise<unknown>;
}
