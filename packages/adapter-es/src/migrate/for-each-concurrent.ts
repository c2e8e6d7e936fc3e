/** Does work on each item, so many at a time. After a failure no other begins, and it is thrown once nothing is under way. */
export async function forEachConcurrent<A>(
  items: readonly A[],
  lanes: number,
  work: (item: A) => Promise<void>,
): Promise<void> {
  const left = items.values();
  const failures: unknown[] = [];
  const lane = async (): Promise<void> => {
    for (const item of left) {
      if (failures.length > 0) return;
      await work(item).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  if (failures.length > 0) throw failures[0];
}
