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

/**
 * The profile of a user. Everything but the id may be unknown. `_creationTs` and `_lastUpdateTs` are in seconds since the
 * epoch.
 */
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
 * The result of looking up a profile. A user may have been deleted since another service named it, and one malformed profile
 * must not prevent reading the others. So neither is an error.
 */
export type ProfileLookup =
  | { readonly state: 'found'; readonly profile: Profile }
  | { readonly state: 'missing' }
  /** `reason` says what is wrong and where, without showing a value. */
  | { readonly state: 'malformed'; readonly reason: string };

/** The profile manager: the profiles of users. See {@link Platform} for errors. */
export interface ProfileManager {
  /** Looks up one user. For many, use `mapInOrder`. */
  find(userId: string, options?: CallOptions): Promise<ProfileLookup>;
}
