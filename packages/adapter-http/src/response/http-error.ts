/** The start of `status` in the body of an error. */
export type Kind =
  | 'Malformed request'
  | 'Unauthorized'
  | 'Forbidden'
  | 'Not found'
  | 'Method not allowed'
  | 'Too large'
  | 'Unsupported media type'
  | 'Too many requests'
  | 'Unavailable'
  | 'Internal server error';

/** An error of HTTP itself, which the errors of the core do not cover. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  constructor(
    readonly status: number,
    readonly kind: Kind,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}
