import type * as t from 'io-ts';
import { freeForm } from '../codec/free-form.js';
import { label } from '../codec/label.js';
import { number, text } from '../codec/leaf.js';
import { list } from '../codec/list.js';
import { defaulting, optional, optionalList, record, required } from '../codec/record.js';
import { tagged } from '../codec/tagged.js';

const Button = record('Button', {
  // Old clients leave it out.
  type: defaulting(label('action'), 'action'),
  buttonText: required(text),
  buttonId: optional(text),
});

const buttons = optionalList(list(Button));

const Card = record('CarouselCard', {
  title: required(text),
  imageUrl: optional(text),
  subtitle: optional(text),
  defaultAction: optional(freeForm),
  buttons,
});

const USER_INFO = [
  'firstName',
  'lastName',
  'profilePic',
  'locale',
  'timezone',
  'gender',
  'isPaymentEnable',
  'userId',
] as const;

/** What a user can send to a bot. */
export const RequestContent = tagged('RequestContent', 'type', [
  record('RequestText', { type: required(label('text')), value: required(text) }),
  record('RequestAction', { type: required(label('action')), value: optional(text) }),
  record('RequestAttachment', {
    type: required(label('attachment')),
    uri: required(text),
    alternativeText: optional(text),
  }),
  record('RequestLocation', {
    type: required(label('location')),
    latitude: required(number),
    longitude: required(number),
  }),
  ...USER_INFO.map((kind) =>
    record(`RequestUserInfo_${kind}`, { type: required(label(kind)), value: required(text) }),
  ),
]);
export type RequestContent = t.TypeOf<typeof RequestContent>;

/** What a bot or the platform can send to a user. */
export const ReplyContent = tagged('ReplyContent', 'type', [
  record('ReplyText', { type: required(label('text')), value: required(text), buttons }),
  record('ReplyLocation', {
    type: required(label('location')),
    latitude: required(number),
    longitude: required(number),
    buttons,
  }),
  record('ReplyAttachment', {
    type: required(label('attachment')),
    uri: required(text),
    alternativeText: optional(text),
    buttons,
  }),
  record('ReplyMultiaction', { type: required(label('multiaction')), buttons }),
  record('ReplyCarousel', { type: required(label('carousel')), cards: required(list(Card)) }),
]);
export type ReplyContent = t.TypeOf<typeof ReplyContent>;
