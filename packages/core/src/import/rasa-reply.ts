import { type Foreign, filled, foreignId, itemsOf, nonEmptyText, objectOf } from './values.js';

/** The content of an event `bot`. What of it has no place in the content stays in `metadata.data`. */
export function rasaReply(event: Foreign) {
  const data = objectOf(event.data);
  const buttons = itemsOf(data.buttons).map((button) => buttonOf(objectOf(button)));
  const { content, taken } = contentOf(nonEmptyText(event.text), data, buttons);
  const rest = Object.entries(data).filter(([name]) => !taken.includes(name));
  return {
    content,
    metadata: filled({ ...objectOf(event.metadata), data: filled(Object.fromEntries(rest)) }),
  };
}

interface Taken {
  readonly content: Foreign | undefined;
  /** The parts of the data that are in the content. */
  readonly taken: readonly string[];
}

function contentOf(said: string | undefined, data: Foreign, buttons: readonly Foreign[]): Taken {
  const elements = itemsOf(data.elements);
  const uri = nonEmptyText(data.image) ?? attachmentUri(data.attachment);
  if (said !== undefined) return { content: { type: 'text', value: said, buttons }, taken: ['buttons'] };
  if (elements.length > 0)
    return {
      content: { type: 'carousel', cards: elements.map((one) => cardOf(objectOf(one))) },
      taken: ['elements'],
    };
  if (uri !== undefined)
    return { content: { type: 'attachment', uri, buttons }, taken: ['image', 'attachment', 'buttons'] };
  if (buttons.length > 0) return { content: { type: 'multiaction', buttons }, taken: ['buttons'] };
  return { content: undefined, taken: [] };
}

/** An address, or `{type, payload: {src}}`, as channels such as that of Facebook want it. */
function attachmentUri(attachment: unknown): string | undefined {
  if (typeof attachment === 'string') return nonEmptyText(attachment);
  const payload = objectOf(objectOf(attachment).payload);
  return nonEmptyText(payload.src) ?? nonEmptyText(payload.url);
}

function buttonOf({ title, payload, url }: Foreign): Foreign {
  return { buttonText: title, buttonId: foreignId(payload) ?? nonEmptyText(url) };
}

function cardOf({ title, subtitle, image_url, buttons, default_action }: Foreign): Foreign {
  return {
    title,
    subtitle: nonEmptyText(subtitle),
    imageUrl: nonEmptyText(image_url),
    defaultAction: filled(objectOf(default_action)),
    buttons: itemsOf(buttons).map((button) => buttonOf(objectOf(button))),
  };
}
