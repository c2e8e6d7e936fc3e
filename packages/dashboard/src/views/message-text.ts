import type { Message } from '@memex/core';

/** What a message says, in one line of text. */
export function messageText({ content }: Message): string {
  if (content === null) return '(no content)';
  switch (content.type) {
    case 'location':
      return `Location ${content.latitude}, ${content.longitude}`;
    case 'attachment':
      return content.alternativeText ?? content.uri;
    case 'multiaction':
      return '(choices)';
    case 'carousel':
      return content.cards.map(({ title }) => title).join(' · ');
    case 'action':
      return content.value ?? '(choice)';
    default:
      return content.value;
  }
}

/** The buttons that a message offers. */
export function messageButtons(message: Message): readonly string[] {
  const { content } = message;
  if (message.type === 'request' || content === null || !('buttons' in content)) return [];
  return (content.buttons ?? []).map(({ buttonText }) => buttonText);
}
