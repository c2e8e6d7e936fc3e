import { type Foreign, filled, itemsOf, nonEmptyText, objectOf } from './values.js';

/** The content of a message of Slack: its text, or else the first file. */
export function slackContent(message: Foreign, isBot: boolean): Foreign | undefined {
  const attachments = itemsOf(message.attachments).map(objectOf);
  const said =
    nonEmptyText(message.text) ?? attachments.map(attachmentText).find((text) => text !== undefined);
  const buttons = isBot ? { buttons: buttonsOf(message, attachments) } : {};
  if (said !== undefined) return { type: 'text', value: unescaped(said), ...buttons };
  const file = itemsOf(message.files)
    .map(objectOf)
    .find(({ url_private }) => nonEmptyText(url_private) !== undefined);
  if (file === undefined) return undefined;
  const { url_private: uri, title, name } = file;
  return { type: 'attachment', uri, alternativeText: nonEmptyText(title) ?? nonEmptyText(name), ...buttons };
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
