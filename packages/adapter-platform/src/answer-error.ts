/** An error response of a service. It is the `cause` of the error that the caller gets. */
export class ServiceAnswerError extends Error {
  override readonly name = 'ServiceAnswerError';
  constructor(
    readonly status: number,
    /** The start of the response body, without the key. */
    readonly body: string,
  ) {
    super(`status ${status}${body === '' ? '' : `: ${body}`}`);
  }
}

const MAX_SHOWN_LENGTH = 200;

/** The start of a body, on one line. */
export function excerptOf(body: string, secret: string): string {
  const shown = secret === '' ? body : body.replaceAll(secret, '[key]');
  return shown.slice(0, MAX_SHOWN_LENGTH).replaceAll(/\s+/g, ' ').trim();
}
