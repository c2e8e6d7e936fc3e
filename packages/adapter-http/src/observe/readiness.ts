import { isMemexError, UnavailableError } from '@memex/core';
import type { Probe } from '@memex/core/ports';
import { callWithin } from '@memex/core/toolkit';

/** Whether a part that the service depends on is available. */
export type PartState =
  | { readonly state: 'up'; readonly name: string; readonly version: string }
  | { readonly state: 'down'; readonly reason: string };

/** Whether the service is ready, part by part. */
export interface Readiness {
  readonly ready: boolean;
  readonly parts: Readonly<Record<string, PartState>>;
}

/** A part that does not respond within this time counts as down. */
const TIMEOUT_MS = 1_000;
/** How long a result is reused, so that frequent checks do not burden the parts. */
const FRESH_MS = 500;

/** Called for each part that is down, with the error of its probe. */
type OnDown = (part: string, error: unknown) => void;

/** Probes all parts in parallel. Callers at the same time, or shortly after, share the result. */
export function createReadiness(
  probes: Readonly<Record<string, Probe>>,
  onDown: OnDown = () => undefined,
): () => Promise<Readiness> {
  let answer: Promise<Readiness> | undefined;
  const forget = (): void => {
    answer = undefined;
  };
  return () => {
    answer ??= probeAll(probes, onDown).finally(() => setTimeout(forget, FRESH_MS).unref());
    return answer;
  };
}

async function probeAll(probes: Readonly<Record<string, Probe>>, onDown: OnDown): Promise<Readiness> {
  const parts = await Promise.all(
    Object.entries(probes).map(async ([part, probe]) => [part, await stateOf(part, probe, onDown)] as const),
  );
  return { ready: parts.every(([, { state }]) => state === 'up'), parts: Object.fromEntries(parts) };
}

async function stateOf(part: string, probe: Probe, onDown: OnDown): Promise<PartState> {
  const tooLate = (): Error => new UnavailableError(`the ${part}`, { reason: 'it does not answer in time' });
  try {
    const { name, version } = await callWithin(TIMEOUT_MS, (call) => probe.probe(call), {}, tooLate);
    return { state: 'up', name, version };
  } catch (error) {
    onDown(part, error);
    return down(error);
  }
}

/** The public view of the parts, without names of engines, addresses or paths. */
export function withoutDetails(
  parts: Readiness['parts'],
): Readonly<Record<string, Pick<PartState, 'state'>>> {
  return Object.fromEntries(Object.entries(parts).map(([part, { state }]) => [part, { state }]));
}

function down(error: unknown): PartState {
  const isKnown = isMemexError(error) && error.code !== 'internal';
  return { state: 'down', reason: isKnown ? error.message : 'it failed' };
}
