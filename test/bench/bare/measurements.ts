/** In a script of a side: answers each number of seconds that its parent sends with what was measured. */
export function serveMeasurements(measure: (seconds: number) => number | Promise<number>): void {
  process.on('message', async (seconds: unknown) => {
    process.send?.(await measure(Number(seconds)));
  });
  process.on('disconnect', () => process.exit());
  process.send?.('ready');
}
