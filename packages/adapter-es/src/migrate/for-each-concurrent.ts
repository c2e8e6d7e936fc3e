/**
 * Runs `work` on each item, at most `limit` at a time. After a failure no further work starts; the error is thrown
 * when the running work has ended.
 */
export async function forEachConcurrent<A>(
  items: readonly A[],
  limit: number,
  work: (item: A) => Promise<void>,
): Promise<void> {
  const left = items.values();
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (const item of left) {
      if (failures.length > 0) return;
      await work(item).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  if (failures.length > 0) throw failures[0];
}
