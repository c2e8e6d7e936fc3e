import type { ImportedChat, ImportItem } from '@memex/core/imports';
import { ExactNumber, parseJson } from '@memex/core/toolkit';
import { Tokenizer, TokenizerError, TokenParser, TokenParserError } from '@streamparser/json';

/** Which values of a JSON text are items, as selectors of the parser: `$.*` are the elements of a list. */
export interface ElementShape {
  readonly items: readonly string[];
  /** Values that tell the chat of the items after them: selectors whose last names are `id` and `type`. */
  readonly chats?: readonly string[] | undefined;
}

/** How much may be read without an item ending in it. */
const MAX_BYTES = 32 * 1_048_576;

/**
 * The items of one JSON text of any size: one is in memory at a time. Numbers keep all their digits. Where the text stops being JSON, there is an item
 * with an issue, which is the last. So it is where one item, or what is between two, has more than 32 MiB.
 */
export async function* elementItems(
  bytes: AsyncIterable<Buffer>,
  { items, chats = [] }: ElementShape,
): AsyncGenerator<readonly ImportItem[], void> {
  const tokenizer = new Tokenizer();
  const parser = new TokenParser({ paths: [...items, ...chats], keepStack: false });
  const place = new LinePlace();
  let found: ImportItem[] = [];
  let unfinished = 0;
  let chat: ImportedChat | undefined;
  // Its type says that it is a number, but a value of any type gets through to the parsed values.
  Object.assign(tokenizer, { parseNumber: parseJson });
  tokenizer.onToken = (token) => {
    place.offset = token.offset;
    parser.write(token);
  };
  parser.onValue = ({ value, key, stack }) => {
    const keys = [...stack.slice(1).map((level) => level.key), key].filter((one) => one !== undefined);
    const [last] = keys.slice(-1);
    if (typeof last === 'string' && chats.length > 0)
      chat = { id: chat?.id ?? '', type: chat?.type, [last]: textOf(value) };
    else found.push({ value, place: placeOf(keys), chat });
  };
  try {
    for await (const chunk of bytes) {
      place.chunk = chunk;
      tokenizer.write(chunk);
      unfinished = found.length > 0 ? 0 : unfinished + chunk.length;
      if (unfinished > MAX_BYTES)
        return yield [{ value: undefined, place: `line ${place.line()}`, issue: TOO_LONG }];
      if (found.length > 0) yield found;
      found = [];
      place.end();
    }
    if (!parser.isEnded) throw new TokenParserError('');
  } catch (error) {
    if (!(error instanceof TokenizerError || error instanceof TokenParserError)) throw error;
    // The message of the parser quotes the text.
    yield [...found, { value: undefined, place: `line ${place.line()}`, issue: NOT_JSON }];
  }
}

const NOT_JSON = 'the text is not JSON after this, or ends too early: nothing more of the file was read';

const TOO_LONG = `no element ends within ${MAX_BYTES} bytes: nothing more of the file was read`;

/** In which line the last token was. */
class LinePlace {
  offset = 0;
  chunk: Buffer = Buffer.alloc(0);
  private bytes = 0;
  private lines = 1;

  /** Call it before the next chunk. */
  end(): void {
    this.lines += breaksIn(this.chunk);
    this.bytes += this.chunk.length;
    this.chunk = Buffer.alloc(0);
  }

  line(): number {
    return this.lines + breaksIn(this.chunk.subarray(0, Math.max(0, this.offset - this.bytes)));
  }
}

const LINE_FEED = 0x0a;

function breaksIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) count++;
  return count;
}

/** `chats.list[0].messages[7]` */
function placeOf(keys: readonly (string | number)[]): string {
  return keys
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .replace(/^\./, '');
}

function textOf(value: unknown): string {
  return value instanceof ExactNumber ? value.literal : String(value);
}
