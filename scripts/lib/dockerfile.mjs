/**
 * Reads a Dockerfile of instructions on lines of their own, continued by `\`.
 *
 * @returns `{ name, value }` of each instruction, in order. A value in the exec form is a list.
 */
export function instructionsOf(text) {
  return text
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, name, value] = /^(\w+)\s+(.*)$/.exec(line.trim());
      return { name, value: value.startsWith('[') ? JSON.parse(value) : value };
    });
}
