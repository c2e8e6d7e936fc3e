import * as t from 'io-ts';
import { foldCase } from './label.js';

/** Yes or no: a boolean, or as in a URL one of the words `true` and `false`, in any case. */
export class FlagCodec extends t.Type<boolean, boolean | 'true' | 'false', unknown> {
  readonly _tag = 'FlagCodec';
  constructor() {
    super(
      'flag',
      (value): value is boolean => typeof value === 'boolean',
      (value, context) => {
        if (typeof value === 'boolean') return t.success(value);
        const word = foldCase(value);
        return word === 'true' || word === 'false'
          ? t.success(word === 'true')
          : t.failure(value, context, 'must be true or false');
      },
      t.identity,
    );
  }
}

export const flag: FlagCodec = new FlagCodec();
