import { mapInOrder } from '../async/map-in-order.js';
import type { CallOptions } from '../port/call.js';
import type { Profile, ProfileManager } from '../services/profile-manager.js';
import type { ReportWarning } from './summary.js';

/** A user with a profile; null if the profile manager has none, or a malformed one. */
export interface ReportedUser {
  readonly userId: string;
  readonly profile: Profile | null;
}

/** Looks up users, and remembers those whose profiles are missing or malformed. */
export class ProfileReader {
  private readonly missing: string[] = [];
  private readonly malformed: string[] = [];
  private found = 0;

  constructor(private readonly profiles: ProfileManager) {}

  /** The users with their profiles, in the order of the ids. */
  async *read(userIds: Iterable<string>, options: CallOptions): AsyncGenerator<ReportedUser, void> {
    const lookUp = async (userId: string, call: CallOptions) => ({
      userId,
      lookup: await this.profiles.find(userId, call),
    });
    for await (const { userId, lookup } of mapInOrder(userIds, lookUp, options)) {
      if (lookup.state === 'found') this.found++;
      else this[lookup.state].push(userId);
      yield { userId, profile: lookup.state === 'found' ? lookup.profile : null };
    }
  }

  /** The number of profiles found so far. */
  get count(): number {
    return this.found;
  }

  get warnings(): readonly ReportWarning[] {
    return [
      { what: 'users without a profile', ids: this.missing },
      { what: 'users whose profile is malformed', ids: this.malformed },
    ].filter(({ ids }) => ids.length > 0);
  }
}
