/**
 * The names of the events of a stream, as they come (https://html.spec.whatwg.org/multipage/server-sent-events.html). Comments keep the
 * connection open, and mean nothing.
 */
export async function* eventsIn(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string, void> {
  let rest = '';
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    const blocks = `${rest}${text}`.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const [, name] = /^event: ?(.*)$/m.exec(block) ?? [];
      if (name !== undefined) yield name;
    }
  }
}
