/** Where a call waits until the test lets it pass. */
export function createGate() {
  let arrive = (): void => {};
  let open = (): void => {};
  const reached = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const pass = (): Promise<void> => {
    arrive();
    return opened;
  };
  return { reached, pass, open };
}
