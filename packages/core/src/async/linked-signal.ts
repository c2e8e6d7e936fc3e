/** A signal that fires when any of these does. */
export function linkedSignal(own: AbortSignal, callers: AbortSignal | undefined): AbortSignal {
  return callers === undefined ? own : AbortSignal.any([callers, own]);
}
