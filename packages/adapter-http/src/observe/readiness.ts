import { isMemexError, type Probe } from '@memex/core';

/** Whether one of the things that the service depends on can serve. */
export type PartState =
  | { readonly state: 'up'; readonly name: string; readonly version: string }
  | { readonly state: 'down'; readonly reason: string };

/** Whether the service can serve, part by part. */
export interface Readiness {
  readonly ready: boolean;
  readonly parts: Readonly<Record<string, PartState>>;
}

/** A part that has not answered by then counts as down. */
const PATIENCE_MS = 1_000;
/** How long an answer is given again, so that whoever asks often does not burden the parts. */
const FRESH_MS = 500;

/** Asks every part at once; those who ask meanwhile, or soon after, share the answer. */
export function createReadiness(probes: Readonly<Record<string, Probe>>): () => Promise<Readiness> {
  let answer: Promise<Readiness> | undefined;
  const forget = (): void => {
    answer = undefined;
  };
  return () => {
    answer ??= probeAll(probes).finally(() => setTimeout(forget, FRESH_MS).unref());
    return answer;
  };
}

async function probeAll(probes: Readonly<Record<string, Probe>>): Promise<Readiness> {
  const parts = await Promise.all(
    Object.entries(probes).map(async ([part, probe]) => [part, await stateOf(probe)] as const),
  );
  return { ready: parts.every(([, { state }]) => state === 'up'), parts: Object.fromEntries(parts) };
}

async function stateOf(probe: Probe): Promise<PartState> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const tooLate = new Promise<PartState>((resolve) => {
    signal.addEventListener('abort', () => resolve({ state: 'down', reason: 'it does not answer in time' }));
  });
  return Promise.race([tooLate, probe.probe({ signal }).then(up, down)]);
}

function up({ name, version }: { readonly name: string; readonly version: string }): PartState {
  return { state: 'up', name, version };
}

function down(error: unknown): PartState {
  const isKnown = isMemexError(error) && error.code !== 'internal';
  return { state: 'down', reason: isKnown ? error.message : 'it failed' };
}
