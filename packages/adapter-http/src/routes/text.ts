import { LeafCodec } from '@memex/core/model';

/** A parameter of a path: any text. What it names is decided by whoever is asked for it. */
export const text: LeafCodec<string, 'text'> = new LeafCodec(
  'text',
  (value): value is string => typeof value === 'string',
  'a string',
);
