import { expect, test } from 'vitest';
import { createStreamLimit } from '../src/routes/stream-limit.js';

const refusal = (reason: string) =>
  expect.objectContaining({ code: 'unavailable', publicMessage: `the service cannot serve now: ${reason}` });

test('a key has so many streams at once, and all keys together so many', () => {
  const open = createStreamLimit({ ofKey: 2, inAll: 3 });
  const close = open('one');
  open('one');
  expect(() => open('one')).toThrow(refusal('this API key has 2 open streams'));
  open('two');
  expect(() => open('two')).toThrow(refusal('too many streams are open'));
  expect(() => open(undefined)).toThrow(refusal('too many streams are open'));
  close();
  close();
  open('one');
  expect(() => open('two')).toThrow(refusal('too many streams are open'));
});

test('without keys, only the number in all counts', () => {
  const open = createStreamLimit({ ofKey: 1, inAll: 2 });
  open(undefined);
  open(undefined);
  expect(() => open(undefined)).toThrow(refusal('too many streams are open'));
});
