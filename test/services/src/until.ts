const PAUSE_MS = 100;

/** Waits until a check resolves to true; one that throws counts as false. Throws what `failure` says when the time is over. */
export async function until(
  check: () => Promise<boolean> | boolean,
  withinMs: number,
  failure: () => string,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (
    !(await Promise.resolve()
      .then(check)
      .catch(() => false))
  ) {
    if (Date.now() > deadline) throw new Error(failure());
    await new Promise((done) => setTimeout(done, PAUSE_MS));
  }
}
