import { type Foreign, foreignId, itemsOf, nonEmptyText, objectOf } from './values.js';

/** The content of a message of Telegram: what was sent with it, or else its text. */
export function telegramContent(message: Foreign, isBot: boolean): Foreign | undefined {
  const said = plainText(message.text);
  const buttons = isBot ? { buttons: itemsOf(message.inline_bot_buttons).flatMap(buttonsOf) } : {};
  const place = objectOf(message.location_information);
  if (place.latitude !== undefined)
    return { type: 'location', latitude: place.latitude, longitude: place.longitude, ...buttons };
  const file = nonEmptyText(message.photo) ?? nonEmptyText(message.file);
  if (file !== undefined) {
    const alternativeText = said === '' ? nonEmptyText(message.sticker_emoji) : said;
    // Without the file, Telegram Desktop writes in brackets why it is not included.
    return { type: 'attachment', uri: file.startsWith('(') ? '' : file, alternativeText, ...buttons };
  }
  const value = nonEmptyText(said) ?? nonEmptyText(objectOf(message.poll).question);
  return value === undefined ? undefined : { type: 'text', value, ...buttons };
}

/** A text is a string, or a list of strings and of objects with a part that is marked up. */
function plainText(text: unknown): string {
  if (typeof text === 'string') return text;
  return itemsOf(text)
    .map((part) => (typeof part === 'string' ? part : (nonEmptyText(objectOf(part).text) ?? '')))
    .join('');
}

/** A row of buttons. */
function buttonsOf(row: unknown): readonly Foreign[] {
  return itemsOf(row).map((button) => {
    const { text, data, url } = objectOf(button);
    return { buttonText: text, buttonId: foreignId(data) ?? nonEmptyText(url) };
  });
}
