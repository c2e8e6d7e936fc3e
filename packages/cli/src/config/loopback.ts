import type { Config } from './config.js';

/** Whether the service is reached from this machine only. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|::1)$/i.test(host);
}

/** The host names that calls may name; all where keys say who may call, and where other machines may. */
export function hostsOf({ WS_HOST, WS_HOSTS, WS_APIKEYS }: Config): readonly string[] | undefined {
  if (WS_APIKEYS !== null || !isLoopback(WS_HOST)) return undefined;
  return [WS_HOST, 'localhost', '127.0.0.1', '::1', ...(WS_HOSTS ?? [])];
}
