/** Makes the first bytes, so that what fails at once is told with a status. */
export async function beginStream(
  bytes: AsyncGenerator<Uint8Array, void>,
): Promise<AsyncIterable<Uint8Array>> {
  const first = await bytes.next();
  let isGiven = false;
  const rest: AsyncIterator<Uint8Array, void> = {
    next: () => {
      if (isGiven) return bytes.next();
      isGiven = true;
      return Promise.resolve(first);
    },
    // Ends the export even if not one byte was read.
    return: () => bytes.return(),
  };
  return { [Symbol.asyncIterator]: () => rest };
}
