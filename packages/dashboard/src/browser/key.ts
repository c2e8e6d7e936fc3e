const NAME = 'memex.key';

/** The API key of this tab. It is nowhere else: not in an address, and not in other tabs. */
export function readKey(): string | undefined {
  return sessionStorage.getItem(NAME) ?? undefined;
}

export function keepKey(key: string): void {
  sessionStorage.setItem(NAME, key);
}

export function dropKey(): void {
  sessionStorage.removeItem(NAME);
}
