import { type Foreign, filled, itemsOf, nonEmptyText, objectOf, textsIn } from './values.js';

/** The content of a message of Slack: its text, or else that of its attachments or blocks, or else the first file. */
export function slackContent(message: Foreign, isBot: boolean): Foreign | undefined {
  const attachments = itemsOf(message.attachments).map(objectOf);
  const said =
    nonEmptyText(message.text) ??
    attachments.map(attachmentText).find((text) => text !== undefined) ??
    blocksText(itemsOf(message.blocks).map(objectOf));
  const buttons = isBot ? { buttons: buttonsOf(message, attachments) } : {};
  if (said !== undefined) return { type: 'text', value: unescaped(said), ...buttons };
  const files = itemsOf(message.files).map(objectOf);
  // Slack keeps back where a file is that was deleted, or that is past the limit of the plan.
  const file = files.find(({ url_private }) => nonEmptyText(url_private) !== undefined) ?? files[0];
  if (file === undefined) return undefined;
  const alternativeText = nonEmptyText(file.title) ?? nonEmptyText(file.name);
  return { type: 'attachment', uri: nonEmptyText(file.url_private) ?? '', alternativeText, ...buttons };
}

/** The text of blocks, which apps may post without any other. Those of a `rich_text` are cut into pieces where the style changes. */
function blocksText(blocks: readonly Foreign[]): string | undefined {
  const texts = blocks
    .filter(({ type }) => type !== 'actions')
    .flatMap((block) =>
      block.type === 'rich_text'
        ? itemsOf(block.elements).map((section) => textsIn(objectOf(section), ['elements']).join(''))
        : textsIn(block, ['fields', 'elements']),
    );
  return nonEmptyText(texts.join('\n'));
}

function attachmentText({ text, fallback, pretext }: Foreign): string | undefined {
  return nonEmptyText(text) ?? nonEmptyText(fallback) ?? nonEmptyText(pretext);
}

/**
 * Slack escapes three characters.
 *
 * Source: {@link https://docs.slack.dev/messaging/formatting-message-text | Slack, Formatting message text}
 */
function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** The buttons of blocks, and of attachments as older apps post them. */
function buttonsOf(message: Foreign, attachments: readonly Foreign[]): readonly Foreign[] {
  const elements = itemsOf(message.blocks)
    .map(objectOf)
    .flatMap(({ type, elements: inside }) => (type === 'actions' ? itemsOf(inside) : []));
  return [...elements, ...attachments.flatMap(({ actions }) => itemsOf(actions))]
    .map(objectOf)
    .filter(({ type }) => type === 'button')
    .map(({ text, value, action_id, name }) => ({
      buttonText: nonEmptyText(text) ?? nonEmptyText(objectOf(text).text),
      buttonId: nonEmptyText(value) ?? nonEmptyText(action_id) ?? nonEmptyText(name),
    }))
    .filter((button) => filled(button) !== undefined);
}
