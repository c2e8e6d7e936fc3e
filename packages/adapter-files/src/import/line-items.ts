import type { ImportItem } from '@memex/core/imports';
import { findJsonIssue, parseJson } from '@memex/core/toolkit';

/** The longest line, in UTF-16 units. */
const MAX_LINE = 32 * 1_048_576;

/** The JSON values of a text with one a line. Empty lines are skipped. A line that is not JSON is an item with an issue. */
export async function* lineItems(bytes: AsyncIterable<Buffer>): AsyncGenerator<readonly ImportItem[], void> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  let line = 1;
  let isTooLong = false;
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    const items: ImportItem[] = [];
    for (const text of lines) {
      if (isTooLong) items.push(tooLong(line));
      else if (text.trim() !== '') items.push(itemOf(text, line));
      isTooLong = false;
      line++;
    }
    if (rest.length > MAX_LINE) [rest, isTooLong] = ['', true];
    if (items.length > 0) yield items;
  }
  rest += decoder.decode();
  if (isTooLong) yield [tooLong(line)];
  else if (rest.trim() !== '') yield [itemOf(rest, line)];
}

function itemOf(text: string, line: number): ImportItem {
  const place = `line ${line}`;
  try {
    return { value: parseJson(text), place };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const issue = findJsonIssue(text);
    const where = issue === undefined ? 'is not JSON' : `column ${issue.column}: ${issue.message}`;
    return { value: undefined, place, issue: where, text };
  }
}

function tooLong(line: number): ImportItem {
  return { value: undefined, place: `line ${line}`, issue: `is longer than ${MAX_LINE} characters` };
}
