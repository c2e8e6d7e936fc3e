import { type PortMethod, wrapMethods } from '../port/wrap-methods.js';

/** What goes wrong in a call of a port. */
export type FaultKind =
  /** The call rejects and does nothing. */
  | { readonly kind: 'fail'; readonly error: Error }
  /** The call begins when the promise resolves. */
  | { readonly kind: 'delay'; readonly until: () => Promise<void> }
  /** The call takes effect and then rejects, like a call whose response is lost. */
  | { readonly kind: 'drop-answer'; readonly error: Error };

/** When something goes wrong. */
export interface FaultPlan<P> {
  /** The method that fails; all methods by default. */
  readonly method?: keyof P | undefined;
  /** How many calls succeed first; 0 by default. */
  readonly after?: number | undefined;
  /** How many calls fail after that; all by default. */
  readonly times?: number | undefined;
  readonly fault: FaultKind;
}

/**
 * A port that behaves like another one, except where the plan says otherwise. It tests what uses the port. Methods that the
 * plan affects must return promises.
 */
export function withFaults<P extends object>(port: P, plan: FaultPlan<P>): P {
  let calls = 0;
  const isDue = (): boolean => {
    const call = calls++;
    const first = plan.after ?? 0;
    return call >= first && call < first + (plan.times ?? Number.POSITIVE_INFINITY);
  };
  return wrapMethods(port, (method, name) => {
    if (plan.method !== undefined && plan.method !== name) return method;
    return (...parameters) => (isDue() ? goWrong(plan.fault, method, parameters) : method(...parameters));
  });
}

async function goWrong(
  fault: FaultKind,
  method: PortMethod,
  parameters: readonly unknown[],
): Promise<unknown> {
  switch (fault.kind) {
    case 'fail':
      throw fault.error;
    case 'delay':
      await fault.until();
      return method(...parameters);
    case 'drop-answer':
      await method(...parameters);
      throw fault.error;
  }
}
