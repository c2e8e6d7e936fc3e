/** What a report says in place of the text of an error. */
const TEXT = 'The log has the text of this error.';

/**
 * An error of the same type and origin that says nothing else. The text of an error may quote what was sent: `JSON.parse` and `BigInt` quote their
 * input, and engines the value that they refuse. The log has it, under the same request or job.
 */
export function withoutText(error: unknown): Error {
  const bare = new Error(TEXT);
  bare.name = error instanceof Error ? error.name : typeof error;
  bare.stack = `${bare.name}: ${TEXT}\n${error instanceof Error ? framesOf(error) : ''}`;
  return bare;
}

/** The lines behind the text, which may itself look like them. */
function framesOf({ message, stack = '' }: Error): string {
  const behind = stack.slice(Math.max(0, stack.indexOf(message)) + message.length);
  return behind
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n');
}
