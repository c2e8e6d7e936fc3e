import { uuidSource } from '../entry/id-source.js';
import type { KeyValueStore } from '../key-value/key-value-store.js';
import type { CallOptions } from '../port/call.js';
import { UserHashes } from '../receipt/user-hashes.js';
import { Suppression } from '../suppression/suppression.js';
import { systemClock } from '../time/clock.js';
import type { CopyCounts } from './copy.js';

/** Which of some entries are of users who were erased, and must not come back. */
export type RefusedAmong = (
  values: readonly { readonly project: string; readonly userId?: string }[],
  options: CallOptions,
) => Promise<ReadonlySet<number>>;

const NONE: ReadonlySet<number> = new Set();

/** Refuses nothing. */
export const noneRefused: RefusedAmong = async () => NONE;

/** The suppressed users of both sides of a copy. */
export class CopiedSuppression {
  private readonly ofSource: Suppression;
  private readonly ofTarget: Suppression;

  /** @param sharesSecret - Whether the target knows the hashes of the source. */
  constructor(
    private readonly source: KeyValueStore,
    target: KeyValueStore,
    users: UserHashes,
    private readonly sharesSecret: boolean,
  ) {
    const parts = { clock: systemClock, ids: uuidSource };
    this.ofSource = new Suppression({ ...parts, store: source, users: new UserHashes(source) });
    this.ofTarget = new Suppression({ ...parts, store: target, users });
  }

  /**
   * Either side may have erased the user: the target since an earlier copy, too. Of what both decided, the later holds. With two secrets, nobody can
   * tell that it is the same user: then either refuses.
   */
  readonly refusedAmong: RefusedAmong = async (values, options) => {
    if (this.sharesSecret) {
      await this.ofTarget.takeOver(this.source, options);
      return this.ofTarget.refusedAmong(values, options);
    }
    const bySource = await this.ofSource.refusedAmong(values, options);
    const byTarget = await this.ofTarget.refusedAmong(values, options);
    return byTarget.size === 0 ? bySource : new Set([...bySource, ...byTarget]);
  };

  async copy(options: CallOptions): Promise<CopyCounts> {
    if (this.sharesSecret) await this.ofTarget.takeOver(this.source, options);
    const { there, here } = await this.ofTarget.compare(this.source, options);
    return { source: there, target: here, leftOut: this.sharesSecret ? there - here : 0 };
  }
}
