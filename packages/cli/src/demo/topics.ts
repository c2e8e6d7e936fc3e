/** What people ask the bot of a town library, and what it answers. */
export interface Topic {
  /** The intent that the bot recognises; `default` where it does not understand. */
  readonly intent: string;
  readonly domain: string | null;
  readonly questions: readonly [string, ...string[]];
  readonly answer: string;
  /** How often it is asked, beside the others. */
  readonly weight: number;
}

export const TOPICS: readonly Topic[] = [
  {
    intent: 'opening-hours',
    domain: 'visit',
    questions: ['When do you open?', 'Is the library open on Saturday?', 'How late are you open today?'],
    answer: 'We are open from 9 to 20, on Saturday until 18.',
    weight: 24,
  },
  {
    intent: 'renew-loan',
    domain: 'loans',
    questions: ['Can I keep my book longer?', 'Renew my loan, please.', 'My book is due tomorrow.'],
    answer: 'Done: it is due in three weeks.',
    weight: 20,
  },
  {
    intent: 'find-book',
    domain: 'catalogue',
    questions: ['Do you have The Leopard?', 'Where are the travel guides?', 'Is Middlemarch available?'],
    answer: 'Yes, on the second floor.',
    weight: 18,
  },
  {
    intent: 'reserve-room',
    domain: 'visit',
    questions: ['I need a room for four people.', 'Is a study room free at three?'],
    answer: 'Room B is yours from 15 to 17.',
    weight: 10,
  },
  {
    intent: 'library-card',
    domain: 'account',
    questions: ['How do I get a card?', 'I lost my card.'],
    answer: 'Bring an identity card to the desk: it takes five minutes.',
    weight: 8,
  },
  {
    intent: 'events',
    domain: 'visit',
    questions: ['What is on this weekend?', 'When is the next reading for children?'],
    answer: 'On Friday at 17 we read The Gruffalo.',
    weight: 7,
  },
  {
    intent: 'fines',
    domain: 'account',
    questions: ['How much do I owe?', 'Why is there a fine?'],
    answer: 'You owe 1.50 euros.',
    weight: 5,
  },
  {
    intent: 'default',
    domain: null,
    questions: ['Sing me a song.', 'Who wrote you?', 'asdf', 'I want to talk to a person.'],
    answer: 'Sorry, I did not understand. Could you say it in other words?',
    weight: 6,
  },
];

/** An intent that the bot learned later. */
export const NEW_TOPIC: Topic = {
  intent: 'e-books',
  domain: 'catalogue',
  questions: ['Can I borrow e-books?', 'How do I open an e-book on my phone?'],
  answer: 'Install the app of the library, and sign in with your card.',
  weight: 12,
};

/** What more and more people ask, and the bot does not understand. */
export const UNANSWERED_TOPIC: Topic = {
  intent: 'default',
  domain: null,
  questions: ['Can I print here?', 'Where is the printer?', 'How much is a copy?'],
  answer: 'Sorry, I did not understand. Could you say it in other words?',
  weight: 9,
};
