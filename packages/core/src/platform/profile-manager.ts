import * as t from 'io-ts';
import type { CallOptions } from '../call.js';
import { identifier, number, text } from '../codec/leaf.js';
import { list } from '../codec/list.js';
import { optional, optionalList, record, required } from '../codec/record.js';

const Name = record('Name', {
  first: optional(text),
  middle: optional(text),
  last: optional(text),
  prefix: optional(text),
  suffix: optional(text),
});

const DateOfBirth = record('DateOfBirth', {
  year: optional(number),
  month: optional(number),
  day: optional(number),
});

const parts = optionalList(list(t.unknown));

/** Who a user is; anything but the id may be unknown. `_creationTs` and `_lastUpdateTs` are seconds since the epoch. */
export const Profile = record('Profile', {
  id: required(identifier),
  name: optional(Name),
  dateOfBirth: optional(DateOfBirth),
  gender: optional(text),
  email: optional(text),
  phoneNumber: optional(text),
  locale: optional(text),
  avatar: optional(text),
  nationality: optional(text),
  occupation: optional(text),
  _creationTs: optional(number),
  _lastUpdateTs: optional(number),
  norms: parts,
  plannedActivities: parts,
  relevantLocations: parts,
  personalBehaviors: parts,
  materials: parts,
  competences: parts,
  meanings: parts,
});
export type Profile = t.TypeOf<typeof Profile>;

/** Knows who users are. For errors see {@link Platform}. */
export interface ProfileManager {
  /** The profiles of users, in no order, several fetched at once; nothing for a user who has none. */
  profiles(userIds: readonly string[], options?: CallOptions): AsyncIterable<Profile>;
}
