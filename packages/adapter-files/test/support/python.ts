import { spawnSync } from 'node:child_process';

/** Whether Python is on this machine. */
export const HAS_PYTHON = spawnSync('python3', ['--version']).status === 0;

/** Runs a program of Python with a text on its stdin, and parses what it prints as JSON. */
export function runPython(program: string, input: string): unknown {
  const { status, stdout, stderr } = spawnSync('python3', ['-c', program], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
