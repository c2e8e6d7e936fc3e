import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Result, Size } from './row.js';

/** A line a row: what is done, how fast on both sides, the ratio, what it must be, and what it is compared with. */
export function lineOf({ work, memex, bare, unit, ratio, atLeast, holds, note, against }: Result): string {
  const speeds = `${round(memex)} against ${round(bare)} ${unit}`;
  const extra = note === '' ? '' : `, ${note}`;
  return `${holds ? 'ok  ' : 'LOW '} ${ratio.toFixed(2)} (at least ${atLeast.toFixed(2)})  ${work}: ${speeds}${extra}\n       against ${against}\n`;
}

export function writeResults(file: string, results: readonly Result[], size: Size): void {
  const machine = { node: process.version, processors: cpus().length, model: cpus()[0]?.model };
  writeFileSync(
    file,
    `${JSON.stringify({ at: new Date().toISOString(), machine, size, results }, undefined, 2)}\n`,
  );
}

function round(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: value < 1_000 ? 1 : 0 });
}
