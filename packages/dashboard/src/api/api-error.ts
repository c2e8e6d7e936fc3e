/** The API refused a call, or could not be reached. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** The HTTP status; `undefined` if there was no answer. */
  readonly status: number | undefined;

  constructor(message: string, status: number | undefined, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** What a response says went wrong: in the words of the API, if it is one of its own. */
export async function apiErrorOf(response: Response): Promise<ApiError> {
  return new ApiError(reasonIn(await response.text()) ?? `HTTP status ${response.status}`, response.status);
}

/** Whatever stands between may answer with a page of its own. */
function reasonIn(text: string): string | undefined {
  try {
    const { status }: { readonly status?: unknown } = JSON.parse(text) ?? {};
    return typeof status === 'string' ? status : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
