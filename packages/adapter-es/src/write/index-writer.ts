import type { Client } from '@elastic/elasticsearch';
import { BusyError, INDEX_NOT_FOUND } from '../cluster/failure.js';
import type { Settings } from '../config/options.js';
import type { Version } from '../document/place.js';
import type { BulkLines, WriteOutcome } from './bulk-request.js';
import { BulkWriter } from './bulk-writer.js';
import type { Operation, Result, Writer } from './operation.js';
import { type Target, WriteTargets } from './targets.js';
import { WriteBudget } from './write-budget.js';

/** How often writes are repeated because their index was dropped meanwhile. */
const MAX_ROUNDS = 4;

interface Sized {
  readonly operation: Operation;
  readonly bytes: number;
}

const NOT_THERE: WriteOutcome = { status: 404 };

/**
 * Writes to the indices of the store. It creates an index explicitly before the first write to it, and asks nothing
 * about an index that it knows.
 */
export class IndexWriter implements Writer {
  private readonly bulk: BulkWriter;
  private readonly targets: WriteTargets;
  private readonly budget: WriteBudget;

  constructor(client: Client, settings: Settings) {
    this.bulk = new BulkWriter(client, settings.retryTimeoutMs);
    this.targets = new WriteTargets(client, settings);
    this.budget = new WriteBudget(settings.queueBytes);
  }

  async write(operations: readonly Operation[]): Promise<readonly Result[]> {
    const sized = operations.map((operation) => ({ operation, bytes: bytesOf(operation) }));
    const bytes = sized.reduce((sum, one) => sum + one.bytes, 0);
    return this.budget.hold(bytes, () => this.writeSized(sized));
  }

  private async writeSized(operations: readonly Sized[]): Promise<readonly Result[]> {
    const results: Result[] = [];
    let left = [...operations.entries()];
    for (let round = 1; left.length > 0; round++) {
      const targets = await this.targetsOf(left.map(([, { operation }]) => operation));
      const sent = left.flatMap(([place, sized]) => {
        const lines = linesOf(sized, targets.get(sized.operation.place.index));
        if (lines === undefined) results[place] = NOT_THERE;
        return lines === undefined ? [] : [{ place, sized, lines }];
      });
      const outcomes = await this.bulk.write(sent.map(({ lines }) => lines));
      left = [];
      for (const [at, { place, sized }] of sent.entries()) {
        const outcome = outcomes[at] ?? NOT_THERE;
        if (outcome.type === INDEX_NOT_FOUND && sized.operation.op !== 'remove') left.push([place, sized]);
        else results[place] = outcome;
      }
      for (const [, { operation }] of left) {
        const { index } = operation.place;
        if (round === MAX_ROUNDS)
          throw new BusyError(`the index ${index} is dropped as soon as it is created`);
        this.targets.forget(index);
      }
    }
    return results;
  }

  /** The write target of each index. An index in which documents are only replaced is not created. */
  private async targetsOf(operations: readonly Operation[]): Promise<ReadonlyMap<string, Target>> {
    const targets = new Map<string, Target>();
    for (const { op, place } of operations) {
      const { index } = place;
      if (op === 'remove' || targets.has(index)) continue;
      const target =
        this.targets.get(index) ??
        (op === 'replace' ? await this.targets.find(index) : await this.targets.make(index));
      if (target !== undefined) targets.set(index, target);
    }
    return targets;
  }
}

/** The lines of a write, or `undefined` if its index does not exist. */
function linesOf({ operation, bytes }: Sized, target: Target | undefined): BulkLines | undefined {
  const { op, place } = operation;
  if (op === 'remove') {
    const action = { delete: { ...idOf(place.index, place.id), ...condition(operation.version) } };
    return { action: JSON.stringify(action), bytes };
  }
  if (target === undefined) return undefined;
  const to = { ...idOf(target.name, place.id), ...(target.isAlias ? {} : { require_alias: false }) };
  return { action: JSON.stringify(actionOf(operation, to)), document: operation.document, bytes };
}

function actionOf(operation: Exclude<Operation, { readonly op: 'remove' }>, to: object): object {
  switch (operation.op) {
    case 'create':
      return { create: to };
    case 'put':
      return { index: to };
    case 'replace':
      return { index: { ...to, ...condition(operation.version) } };
  }
}

/** Size of an action line without the id. */
const ACTION_BYTES = 100;

function bytesOf(operation: Operation): number {
  const document = operation.op === 'remove' ? 0 : Buffer.byteLength(operation.document);
  return ACTION_BYTES + operation.place.id.length + document;
}

function idOf(index: string, id: string) {
  return { _index: index, _id: id };
}

function condition({ seqNo, primaryTerm }: Version) {
  return { if_seq_no: seqNo, if_primary_term: primaryTerm };
}
