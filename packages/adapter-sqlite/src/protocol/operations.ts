/** An operation of a worker thread: the input of its requests, and their result. */
export interface Operation<Input, Result> {
  readonly input: Input;
  readonly result: Result;
}

type Operations<M> = { readonly [Op in keyof M]: Operation<object, unknown> };

/** A request for one operation of a map; for any of them by default. */
export type RequestOf<M extends Operations<M>, Op extends keyof M = keyof M> = {
  [O in Op]: { readonly op: O } & M[O]['input'];
}[Op];

/** The result of a request. */
export type OperationResult<M, Request> = Request extends { readonly op: infer Op extends keyof M }
  ? M[Op] extends { readonly result: infer Result }
    ? Result
    : never
  : never;

/** A function for each operation of a map. The compiler ties every result to its request here. */
export type Handlers<M extends Operations<M>> = {
  readonly [Op in keyof M]: (request: RequestOf<M, Op>) => M[Op]['result'];
};

/** Calls the handler of a request. */
export function handle<M extends Operations<M>, Op extends keyof M>(
  handlers: Handlers<M>,
  request: RequestOf<M, Op>,
): M[Op]['result'] {
  return handlers[request.op](request);
}
