import { mapInOrder } from '../async/map-in-order.js';
import type { CallOptions } from '../port/call.js';
import type { Profile, ProfileManager } from '../services/profile-manager.js';
import type { ReportWarning } from './summary.js';

/** A user and the profile; null where the profile manager has none that can be read. */
export interface ReportedUser {
  readonly userId: string;
  readonly profile: Profile | null;
}

/** Looks users up, and remembers whose profiles could not be had. */
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

  /** How many profiles were found until now. */
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
