/** A signal that fires when either of the two does. */
export function linkedSignal(own: AbortSignal, callers: AbortSignal | undefined): AbortSignal {
  return callers === undefined ? own : AbortSignal.any([callers, own]);
}
