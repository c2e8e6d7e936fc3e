import { expect, test } from 'vitest';
import { bounded } from '../src/browser/bounded.js';

function stream(sizes: readonly number[]): ReadableStream<Uint8Array> {
  const left = sizes.values();
  return new ReadableStream({
    pull: (controller) => {
      const { value, done } = left.next();
      if (done) controller.close();
      else controller.enqueue(new Uint8Array(value));
    },
  });
}

test('what is as large as the bound passes, and one byte more ends the stream', async () => {
  const passed = stream([4, 6]).pipeThrough(bounded(10));
  expect((await new Response(passed).arrayBuffer()).byteLength).toBe(10);
  const tooLarge = stream([4, 6, 1]).pipeThrough(bounded(10));
  await expect(new Response(tooLarge).arrayBuffer()).rejects.toThrow();
});
