/** Picks one of several. One that is listed twice is twice as likely. */
export function pick<T>(random: () => number, several: readonly [T, ...T[]]): T {
  return several[Math.floor(random() * several.length)] ?? several[0];
}
