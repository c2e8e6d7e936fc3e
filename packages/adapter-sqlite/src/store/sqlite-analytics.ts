import { Analytic, AnalyticResult, Descriptor, decode } from '@memex/core/model';
import type {
  AnalyticFilter,
  AnalyticStore,
  ByAnalyticId,
  CallOptions,
  Page,
  PageRequest,
  Position,
} from '@memex/core/ports';
import { foreignCursor, instantOf, maxBytesOf, parseJson, stringifyJson } from '@memex/core/toolkit';
import type { RequestOf } from '../protocol/operations.js';
import type { AnalyticRow } from '../protocol/reads.js';
import type { WriteOperations } from '../protocol/writes.js';
import { REQUEST_WEIGHT, type StoreWorkers } from './store-workers.js';

type AnalyticRequest = RequestOf<WriteOperations, 'define' | 'saveResult' | 'undefine'>;

/** Analytics as JSON, in a table of the same file. */
export class SqliteAnalytics implements AnalyticStore {
  readonly capabilities = { durable: true } as const;

  constructor(private readonly workers: Pick<StoreWorkers, 'write' | 'find' | 'page'>) {}

  async define(id: string, descriptor: Descriptor, options?: CallOptions): Promise<void> {
    const { project, type, timespan } = descriptor;
    const text = stringifyJson(Descriptor.encode(descriptor));
    await this.write({ op: 'define', id, project, type, timespan: timespan.type, descriptor: text }, options);
  }

  async find({ id, projects }: ByAnalyticId, options?: CallOptions): Promise<Analytic | undefined> {
    const request = { op: 'analytics', filter: { id, projects }, limit: 1, maxBytes: 0, after: 0 } as const;
    const { rows } = await this.workers.find.call(request, REQUEST_WEIGHT, options);
    return rows.map(analyticOf)[0];
  }

  async page(filter: AnalyticFilter, asked: PageRequest, options?: CallOptions): Promise<Page<Analytic>> {
    const { limit, after } = asked;
    const from = after === undefined ? 0 : positionOf(after);
    const request = { op: 'analytics', filter, limit, maxBytes: maxBytesOf(asked), after: from } as const;
    const { rows, hasMore } = await this.workers.page.call(request, REQUEST_WEIGHT, options);
    return { entries: rows.map(analyticOf), next: hasMore ? rows.at(-1)?.position.toString() : undefined };
  }

  async delete({ id, projects }: ByAnalyticId, options?: CallOptions): Promise<boolean> {
    return this.write({ op: 'undefine', id, projects }, options);
  }

  async saveResult(id: string, result: AnalyticResult, options?: CallOptions): Promise<boolean> {
    const created = instantOf(result.creationDt);
    const text = stringifyJson(AnalyticResult.encode(result));
    return this.write({ op: 'saveResult', id, created, result: text }, options);
  }

  /** @returns Whether an analytic was written or deleted. */
  private async write(request: AnalyticRequest, options: CallOptions | undefined): Promise<boolean> {
    const texts = 'descriptor' in request ? request.descriptor : 'result' in request ? request.result : '';
    return (await this.workers.write.call(request, REQUEST_WEIGHT + texts.length, options)).count > 0;
  }
}

function positionOf(after: Position): number {
  if (!/^\d{1,15}$/.test(after)) throw foreignCursor();
  return Number(after);
}

function analyticOf({ id, descriptor, result }: AnalyticRow): Analytic {
  return decode(Analytic, {
    id,
    descriptor: parseJson(descriptor),
    result: result === null ? null : parseJson(result),
  });
}
