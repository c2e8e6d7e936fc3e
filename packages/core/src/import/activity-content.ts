import { stringifyJson } from '../json/exact-json.js';
import { type Foreign, filled, foreignId, itemsOf, nonEmptyText, objectOf, textsIn } from './values.js';

interface ActivityContent {
  readonly content: Foreign | undefined;
  /** The attachments that are not in the content. */
  readonly rest: readonly unknown[];
}

/** The content of an activity of type `message`. */
export function activityContent(activity: Foreign, from: 'user' | 'bot'): ActivityContent {
  return from === 'user' ? requestContent(activity) : replyContent(activity);
}

function requestContent(activity: Foreign): ActivityContent {
  const attachments = itemsOf(activity.attachments);
  const said = nonEmptyText(activity.text);
  if (said !== undefined) return { content: { type: 'text', value: said }, rest: attachments };
  const place = itemsOf(activity.entities)
    .map(objectOf)
    .find(({ type }) => type === 'GeoCoordinates');
  if (place !== undefined) {
    const { latitude, longitude } = place;
    return { content: { type: 'location', latitude, longitude }, rest: attachments };
  }
  // A button that posts back sends a value and no text.
  const { value } = activity;
  if (value !== undefined && value !== null) {
    const action = typeof value === 'string' ? value : stringifyJson(value);
    return { content: { type: 'action', value: action }, rest: attachments };
  }
  return attachmentContent(attachments, []);
}

function replyContent(activity: Foreign): ActivityContent {
  const attachments = itemsOf(activity.attachments);
  const buttons = itemsOf(objectOf(activity.suggestedActions).actions).map(buttonOf);
  const said = nonEmptyText(activity.text);
  if (said !== undefined) return { content: { type: 'text', value: said, buttons }, rest: attachments };
  if (attachments.length > 0 && attachments.every(isCard))
    return {
      content: { type: 'carousel', cards: attachments.map((one) => cardOf(objectOf(objectOf(one).content))) },
      rest: [],
    };
  const { content, rest } = attachmentContent(attachments, buttons);
  return content === undefined
    ? { content: adaptiveContent(activity, attachments), rest }
    : { content, rest };
}

/** The texts of adaptive cards, or else what is to be read aloud. How they are laid out stays in the metadata. */
function adaptiveContent(activity: Foreign, attachments: readonly unknown[]): Foreign | undefined {
  const cards = attachments
    .map(objectOf)
    .filter(({ contentType }) => contentType === ADAPTIVE_CARD)
    .map(({ content }) => objectOf(content));
  const texts = cards.flatMap((card) => textsIn(card, ['body', 'items', 'columns', 'inlines']));
  const value = nonEmptyText(texts.join('\n')) ?? nonEmptyText(activity.speak);
  return value === undefined ? undefined : { type: 'text', value };
}

const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';

/** The first attachment that has an address, or else the buttons. */
function attachmentContent(attachments: readonly unknown[], buttons: readonly Foreign[]): ActivityContent {
  const first = attachments.find((one) => nonEmptyText(objectOf(one).contentUrl) !== undefined);
  if (first !== undefined) {
    const { contentUrl, name } = objectOf(first);
    const content = { type: 'attachment', uri: contentUrl, alternativeText: nonEmptyText(name), buttons };
    return { content, rest: attachments.filter((one) => one !== first) };
  }
  return { content: buttons.length > 0 ? { type: 'multiaction', buttons } : undefined, rest: attachments };
}

/** The cards that have a title or a text, and buttons. Others, such as adaptive cards, stay in `metadata.attachments`. */
const CARDS: ReadonlySet<unknown> = new Set(
  ['hero', 'thumbnail', 'signin', 'oauth'].map((kind) => `application/vnd.microsoft.card.${kind}`),
);

function isCard(attachment: unknown): boolean {
  return CARDS.has(objectOf(attachment).contentType);
}

function cardOf({ title, subtitle, text, images, buttons, tap }: Foreign): Foreign {
  return {
    title: nonEmptyText(title) ?? nonEmptyText(text) ?? '',
    subtitle: nonEmptyText(subtitle) ?? (nonEmptyText(title) === undefined ? undefined : nonEmptyText(text)),
    imageUrl: nonEmptyText(objectOf(itemsOf(images)[0]).url),
    defaultAction: filled(objectOf(tap)),
    buttons: itemsOf(buttons).map(buttonOf),
  };
}

function buttonOf(action: unknown): Foreign {
  const { title, value } = objectOf(action);
  const id = foreignId(value) ?? (value === undefined || value === null ? undefined : stringifyJson(value));
  return { buttonText: nonEmptyText(title) ?? id, buttonId: id };
}
