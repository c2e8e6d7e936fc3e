import type { Projects } from '../entry/entry.js';
import type { IdSource } from '../entry/id-source.js';
import { includesProject } from '../entry/projects.js';
import { allKeyValues } from '../key-value/all-key-values.js';
import type { KeyValueStore } from '../key-value/key-value-store.js';
import type { CallOptions } from '../port/call.js';
import type { UserHashes } from '../receipt/user-hashes.js';
import type { Clock } from '../time/clock.js';
import { MICROS_PER_SECOND } from '../time/instant.js';
import {
  acceptance,
  type Decision,
  isRefusing,
  mergeDecisions,
  readDecision,
  refusal,
  writeDecision,
} from './decision.js';

/** What was decided of a user, by hash. */
const SUPPRESSED = 'suppressed';
/** Changes with each change of the space, so that others see with one look-up whether they must read it again. */
const STATE = { space: 'suppressed-state', key: 'state' };

/** How long other processes may take to notice a change. */
const FOLLOW_MICROS = MICROS_PER_SECOND;

/** Decisions are remembered for this many users: a hash takes some microseconds. */
const MAX_REMEMBERED = 10_000;

interface Owned {
  readonly project: string;
  readonly userId?: string;
}

export interface SuppressionOptions {
  readonly store: KeyValueStore;
  readonly users: UserHashes;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/**
 * The users whose messages are refused, because they were erased. It knows only their hashes, which it keeps in memory and follows: what another
 * process changes counts here after a second.
 */
export class Suppression {
  private projectsOf: ReadonlyMap<string, Projects> = new Map();
  private readonly remembered = new Map<string, Projects>();
  private state: string | undefined;
  private lookedAt = Number.NEGATIVE_INFINITY;
  private looking: Promise<void> | undefined;
  /** The state of the store whose decisions were taken over last. */
  private takenOver: string | undefined;

  constructor(private readonly parts: SuppressionOptions) {}

  /** Refuses messages of a user from now on, in these projects beside earlier ones. */
  async add(userId: string, projects: Projects, options?: CallOptions): Promise<void> {
    const key = await this.parts.users.of(userId, options);
    const known = await this.known(key, options);
    const decision = refusal(projects, this.parts.clock.now(), known);
    await this.put(key, known === undefined ? decision : mergeDecisions(known, decision), options);
    await this.change(options);
  }

  /**
   * Takes over what was decided in another store, which must have the same secret. Of two decisions the later holds. Nothing is done if the other
   * store has not changed since the last call.
   */
  async takeOver(other: KeyValueStore, options?: CallOptions): Promise<void> {
    const state = (await other.get(STATE.space, STATE.key, options)) ?? '';
    if (state === this.takenOver) return;
    let isChanged = false;
    for await (const { key, value } of allKeyValues(other, SUPPRESSED, options))
      if (await this.merge(key, value, options)) isChanged = true;
    if (isChanged) await this.change(options);
    this.takenOver = state;
  }

  /** How many users another store refuses, and how many of these are refused here too. */
  async compare(other: KeyValueStore, options?: CallOptions): Promise<{ there: number; here: number }> {
    let [there, here] = [0, 0];
    for await (const { key, value } of allKeyValues(other, SUPPRESSED, options)) {
      if (!isRefusing(readDecision(value))) continue;
      there++;
      const known = await this.known(key, options);
      if (known !== undefined && isRefusing(known)) here++;
    }
    return { there, here };
  }

  /** Accepts messages of a user again. Resolves with whether they were refused. */
  async lift(userId: string, options?: CallOptions): Promise<boolean> {
    const { users, clock } = this.parts;
    const key = await users.of(userId, options);
    const known = await this.known(key, options);
    if (known === undefined || !isRefusing(known)) return false;
    // Kept, so that a copy from a store that still refuses them does not undo it.
    await this.put(key, acceptance(clock.now(), known), options);
    await this.change(options);
    return true;
  }

  /** Which of some values are of suppressed users. */
  async refusedAmong(values: readonly (Owned | null)[], options?: CallOptions): Promise<ReadonlySet<number>> {
    const isFirst = this.lookedAt === Number.NEGATIVE_INFINITY;
    const looking = this.follow();
    // Only the first look is waited for. If the store is unavailable later, the values cannot be stored either.
    if (isFirst) await looking;
    else looking?.catch(() => undefined);
    const refused = new Set<number>();
    if (this.projectsOf.size === 0) return refused;
    for (const [place, value] of values.entries()) {
      if (value?.userId === undefined) continue;
      const projects = this.remembered.get(value.userId) ?? (await this.decide(value.userId, options));
      if (includesProject(projects, value.project)) refused.add(place);
    }
    return refused;
  }

  /** Resolves with whether anything changed. */
  private async merge(key: string, theirs: string, options: CallOptions | undefined): Promise<boolean> {
    const known = await this.known(key, options);
    const decision = readDecision(theirs);
    const merged = known === undefined ? decision : mergeDecisions(known, decision);
    if (known !== undefined && writeDecision(merged) === writeDecision(known)) return false;
    await this.put(key, merged, options);
    return true;
  }

  private async known(key: string, options: CallOptions | undefined): Promise<Decision | undefined> {
    const value = await this.parts.store.get(SUPPRESSED, key, options);
    return value === undefined ? undefined : readDecision(value);
  }

  private put(key: string, decision: Decision, options: CallOptions | undefined): Promise<void> {
    return this.parts.store.put(SUPPRESSED, { key, value: writeDecision(decision) }, options);
  }

  private async decide(userId: string, options: CallOptions | undefined): Promise<Projects> {
    const projects = this.projectsOf.get(await this.parts.users.of(userId, options)) ?? [];
    if (this.remembered.size >= MAX_REMEMBERED) this.remembered.clear();
    this.remembered.set(userId, projects);
    return projects;
  }

  private async change(options: CallOptions | undefined): Promise<void> {
    const { store, ids } = this.parts;
    await store.put(STATE.space, { key: STATE.key, value: ids.next() }, options);
    await this.look(options);
  }

  private follow(): Promise<void> | undefined {
    if (this.parts.clock.now() - this.lookedAt < FOLLOW_MICROS) return undefined;
    this.looking ??= this.look({}).finally(() => {
      this.looking = undefined;
    });
    return this.looking;
  }

  private async look(options: CallOptions | undefined): Promise<void> {
    const { store, clock } = this.parts;
    const state = await store.get(STATE.space, STATE.key, options);
    if (state !== this.state) {
      const found = new Map<string, Projects>();
      for await (const { key, value } of allKeyValues(store, SUPPRESSED, options)) {
        const decision = readDecision(value);
        if (isRefusing(decision)) found.set(key, decision.projects);
      }
      this.projectsOf = found;
      this.remembered.clear();
      this.state = state;
    }
    this.lookedAt = clock.now();
  }
}
