/** How a service answered a call that it did not carry out. It is the `cause` of the error of the core that the caller gets. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';
  constructor(
    readonly status: number,
    /** The beginning of the answer's body, without the key. */
    readonly body: string,
  ) {
    super(`status ${status}${body === '' ? '' : `: ${body}`}`);
  }
}

const MAX_SHOWN_LENGTH = 200;

/** The beginning of a body, on one line. */
export function beginningOf(body: string, secret: string): string {
  const shown = secret === '' ? body : body.replaceAll(secret, '[key]');
  return shown.slice(0, MAX_SHOWN_LENGTH).replaceAll(/\s+/g, ' ').trim();
}
