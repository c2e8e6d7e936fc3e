import type * as t from 'io-ts';
import { jsonValue } from '../codec/free-form.js';
import { identifier, number, text } from '../codec/leaf.js';
import { list } from '../codec/list.js';
import { optional, optionalList, record, required } from '../codec/record.js';
import type { CallOptions } from '../port/call.js';

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

const parts = optionalList(list(jsonValue));

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

/**
 * What the profile manager knows of a user. A user may be gone since another service named it, and one profile that breaks its shape is
 * no reason to read none: neither is an error.
 */
export type ProfileLookup =
  | { readonly state: 'found'; readonly profile: Profile }
  | { readonly state: 'missing' }
  /** `reason` says what is wrong and where, and shows no value. */
  | { readonly state: 'malformed'; readonly reason: string };

/** Knows who users are. For errors see {@link Platform}. */
export interface ProfileManager {
  /** Looks one user up. For many, see `mapInOrder`. */
  find(userId: string, options?: CallOptions): Promise<ProfileLookup>;
}
