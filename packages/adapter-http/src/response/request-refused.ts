/** What an error answer's `status` begins with. */
export type Kind =
  | 'Malformed request'
  | 'Unauthorized'
  | 'Forbidden'
  | 'Not found'
  | 'Method not allowed'
  | 'Too large'
  | 'Unsupported media type'
  | 'Unavailable'
  | 'Internal server error';

/** A request that HTTP itself refuses: what the errors of the core have no word for. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  constructor(
    readonly status: number,
    readonly kind: Kind,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}
