import { LeafCodec } from '@memex/core/model';

/** A path parameter with any text. The use case decides whether it names anything. */
export const text: LeafCodec<string, 'text'> = new LeafCodec(
  'text',
  (value): value is string => typeof value === 'string',
  'a string',
);
