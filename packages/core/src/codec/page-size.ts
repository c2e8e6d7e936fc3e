import * as t from 'io-ts';

export const MAX_PAGE_SIZE = 10_000;
export const DEFAULT_PAGE = 1_000;

/** The number of entries in a page: an integer, or decimal digits as in a URL. */
export class PageSizeCodec extends t.Type<number, number | string, unknown> {
  readonly _tag = 'PageSizeCodec';
  constructor() {
    super(
      'page size',
      isPageSize,
      (value, context) => {
        const size = typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : value;
        return isPageSize(size)
          ? t.success(size)
          : t.failure(value, context, `must be an integer from 1 to ${MAX_PAGE_SIZE}`);
      },
      t.identity,
    );
  }
}

export const pageSize: PageSizeCodec = new PageSizeCodec();

function isPageSize(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MAX_PAGE_SIZE;
}
