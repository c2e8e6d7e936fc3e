import * as t from 'io-ts';

/** A value that is set as text. `expected` completes the sentence "must be …". Errors never contain the text, since it may be a secret. */
export class SettingCodec<A> extends t.Type<A, A, unknown> {
  constructor(
    name: string,
    is: (value: unknown) => value is A,
    parse: (text: string) => unknown,
    expected: string,
  ) {
    super(
      name,
      is,
      (input, context) => {
        const value = typeof input === 'string' ? parse(input) : input;
        return is(value) ? t.success(value) : t.failure(input, context, `must be ${expected}`);
      },
      t.identity,
    );
  }
}
