import { decode } from '../codec/decode.js';
import type { ProjectScope } from '../entry/cursor-page.js';
import { includesProject, refuseForeignProject } from '../entry/projects.js';
import { NotFoundError } from '../errors/errors.js';
import { allKeyValues } from '../key-value/all-key-values.js';
import type { KeyValue } from '../key-value/key-value-store.js';
import { throwIfAborted } from '../port/call.js';
import type { ReceiptBook } from '../receipt/receipt-book.js';
import { UNNAMED } from '../receipt/receipted.js';
import type { Store } from '../store/store.js';
import type { Clock } from '../time/clock.js';
import { formatInstant, instantOf, plusMicros } from '../time/instant.js';
import type { TimeZone } from '../time/zone.js';
import type { AppliedRetention, ApplyOptions, Retention } from './retention.js';
import { firstKept, RetentionInput, RetentionQuery, RetentionRule } from './retention-rule.js';

export interface RetentionOptions {
  readonly store: Pick<Store, 'messages' | 'logs' | 'keyValues'>;
  readonly book: ReceiptBook;
  readonly clock: Clock;
  /** Its days are those of periods. */
  readonly zone: TimeZone;
}

/** Of each project with a rule, the period. */
export const RULES = 'retention';

/** The calls of `Retention`, for edges: they accept values of any type, which only the call itself checks. */
export class UntrustedRetention implements Retention {
  constructor(private readonly parts: RetentionOptions) {}

  async list(options: ProjectScope = {}): Promise<readonly RetentionRule[]> {
    const projects = options.projects ?? 'all';
    const rules: RetentionRule[] = [];
    for await (const entry of allKeyValues(this.parts.store.keyValues, RULES, options))
      if (includesProject(projects, entry.key)) rules.push(this.ruleOf(entry));
    return rules;
  }

  /** @param query - {@link RetentionQuery} @param input - {@link RetentionInput} */
  async set(query: unknown, input: unknown, options: ProjectScope = {}): Promise<RetentionRule> {
    const { project: key } = decode(RetentionQuery, query);
    const { period: value } = decode(RetentionInput, input);
    refuseForeignProject(options.projects ?? 'all', key);
    await this.parts.store.keyValues.put(RULES, { key, value }, options);
    return this.ruleOf({ key, value });
  }

  /** @param query - {@link RetentionQuery} */
  async remove(query: unknown, options: ProjectScope = {}): Promise<void> {
    const { project } = decode(RetentionQuery, query);
    refuseForeignProject(options.projects ?? 'all', project);
    if (!(await this.parts.store.keyValues.delete(RULES, project, options)))
      throw new NotFoundError('the retention rule');
  }

  async apply(options: ApplyOptions = {}): Promise<readonly AppliedRetention[]> {
    const applied: AppliedRetention[] = [];
    for (const rule of await this.list(options)) {
      throwIfAborted(options);
      const one = await this.applyRule(rule, options);
      options.onProject?.(one);
      applied.push(one);
    }
    return applied;
  }

  private async applyRule(rule: RetentionRule, options: ApplyOptions): Promise<AppliedRetention> {
    const { store, book } = this.parts;
    const { project } = rule;
    const before = instantOf(rule.before);
    const older = { projects: [project], to: plusMicros(before, -1) };
    const found = {
      project,
      messages: await store.messages.count(older, options),
      logs: await store.logs.count(older, options),
    };
    const applied = { ...rule, ...found };
    if (options.dryRun === true || found.messages + found.logs === 0) return applied;
    const work = async (): Promise<number> => {
      applied.messages = await store.messages.deleteBefore({ project, before }, options);
      applied.logs = await store.logs.deleteBefore({ project, before }, options);
      return applied.messages + applied.logs;
    };
    const subject = { kind: 'retention', userHash: null, projects: [project], partition: null } as const;
    const find = async () => [found];
    await book.record({ subject, before: rule.before, by: options.by ?? UNNAMED, find, work }, options);
    return applied;
  }

  private ruleOf({ key: project, value: period }: KeyValue): RetentionRule {
    const { clock, zone } = this.parts;
    const before = formatInstant(firstKept(period, clock.now(), zone));
    return decode(RetentionRule, { project, period, before });
  }
}
