/** One operation of a worker thread: what a request carries, and what answers it. */
export interface Operation<Input, Result> {
  readonly input: Input;
  readonly result: Result;
}

type Operations<M> = { readonly [Op in keyof M]: Operation<object, unknown> };

/** The request of an operation; of any operation of the map where none is named. */
export type RequestOf<M extends Operations<M>, Op extends keyof M = keyof M> = {
  [O in Op]: { readonly op: O } & M[O]['input'];
}[Op];

/** What answers a request. */
export type ResultOf<M, Request> = Request extends { readonly op: infer Op extends keyof M }
  ? M[Op] extends { readonly result: infer Result }
    ? Result
    : never
  : never;

/** A function for each operation of a map. The compiler ties every result to its request here. */
export type Handlers<M extends Operations<M>> = {
  readonly [Op in keyof M]: (request: RequestOf<M, Op>) => M[Op]['result'];
};

/** Has a request handled by the function of its operation. */
export function handle<M extends Operations<M>, Op extends keyof M>(
  handlers: Handlers<M>,
  request: RequestOf<M, Op>,
): M[Op]['result'] {
  return handlers[request.op](request);
}
