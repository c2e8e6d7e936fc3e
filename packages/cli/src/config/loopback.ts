import type { Config } from './config.js';

/** Whether only this machine can reach the service. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|::1)$/i.test(host);
}

/** The accepted host names. All are accepted if API keys are configured, or if other machines can reach the service. */
export function hostsOf({ WS_HOST, WS_HOSTS, WS_APIKEYS }: Config): readonly string[] | undefined {
  if (WS_APIKEYS !== null || !isLoopback(WS_HOST)) return undefined;
  return [...localNamesOf(WS_HOST), ...(WS_HOSTS ?? [])];
}

/** The same for the metrics of a worker or a scheduler, which need no key. */
export function metricsHostsOf({ METRICS_HOST }: Config): readonly string[] | undefined {
  return isLoopback(METRICS_HOST) ? localNamesOf(METRICS_HOST) : undefined;
}

function localNamesOf(host: string): readonly string[] {
  return [host, 'localhost', '127.0.0.1', '::1'];
}
