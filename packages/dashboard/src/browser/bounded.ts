/** Lets bytes through up to a bound. Beyond, the stream fails with a `RangeError`. */
export function bounded(maxBytes: number): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0;
  return new TransformStream({
    transform: (chunk, controller) => {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) throw new RangeError(`more than ${maxBytes} bytes`);
      controller.enqueue(chunk);
    },
  });
}
