import { uuidSource } from '../entry/id-source.js';
import { allKeyValues } from '../key-value/all-key-values.js';
import type { KeyValueStore } from '../key-value/key-value-store.js';
import type { CallOptions } from '../port/call.js';
import { UserHashes } from '../receipt/user-hashes.js';
import { SUPPRESSED, Suppression } from '../suppression/suppression.js';
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

  constructor(
    private readonly source: KeyValueStore,
    target: KeyValueStore,
    users: UserHashes,
  ) {
    const parts = { clock: systemClock, ids: uuidSource };
    this.ofSource = new Suppression({ ...parts, store: source, users: new UserHashes(source) });
    this.ofTarget = new Suppression({ ...parts, store: target, users });
  }

  /** Either side may have erased the user: the target since an earlier copy, too. */
  readonly refusedAmong: RefusedAmong = async (values, options) => {
    const bySource = await this.ofSource.refusedAmong(values, options);
    const byTarget = await this.ofTarget.refusedAmong(values, options);
    return byTarget.size === 0 ? bySource : new Set([...bySource, ...byTarget]);
  };

  /** @param sharesSecret - Whether the target can know the hashes of the source. */
  async copy(sharesSecret: boolean, options: CallOptions): Promise<CopyCounts> {
    let source = 0;
    for await (const _ of allKeyValues(this.source, SUPPRESSED, options)) source++;
    const target = sharesSecret ? await this.ofTarget.takeOver(this.source, options) : 0;
    return { source, target, leftOut: 0 };
  }
}
