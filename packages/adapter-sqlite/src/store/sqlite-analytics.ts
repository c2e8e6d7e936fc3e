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
import { instantOf, malformed, maxBytesOf, parseJson, stringifyJson } from '@memex/core/toolkit';
import type { AnalyticRequest, AnalyticRow } from '../protocol/protocol.js';
import { type Lanes, REQUEST_WEIGHT } from './store-workers.js';

/** Analytics in a table of the same file, as JSON. */
export class SqliteAnalytics implements AnalyticStore {
  readonly capabilities = { durable: true } as const;

  constructor(private readonly lanes: Pick<Lanes, 'write' | 'find' | 'page'>) {}

  async define(id: string, descriptor: Descriptor, options?: CallOptions): Promise<void> {
    const { project, type, timespan } = descriptor;
    const text = stringifyJson(Descriptor.encode(descriptor));
    await this.write({ op: 'define', id, project, type, timespan: timespan.type, descriptor: text }, options);
  }

  async find({ id, projects }: ByAnalyticId, options?: CallOptions): Promise<Analytic | undefined> {
    const request = { op: 'analytics', filter: { id, projects }, limit: 1, maxBytes: 0, after: 0 } as const;
    const { analytics } = await this.lanes.find.call(request, REQUEST_WEIGHT, options);
    return analytics?.rows.map(analyticOf)[0];
  }

  async page(filter: AnalyticFilter, asked: PageRequest, options?: CallOptions): Promise<Page<Analytic>> {
    const { limit, after } = asked;
    const from = after === undefined ? 0 : positionOf(after);
    const request = { op: 'analytics', filter, limit, maxBytes: maxBytesOf(asked), after: from } as const;
    const { analytics } = await this.lanes.page.call(request, REQUEST_WEIGHT, options);
    const { rows, hasMore } = analytics ?? { rows: [], hasMore: false };
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

  /** Resolves with whether there was an analytic to do it with. */
  private async write(request: AnalyticRequest, options: CallOptions | undefined): Promise<boolean> {
    const texts = 'descriptor' in request ? request.descriptor : 'result' in request ? request.result : '';
    return (await this.lanes.write.call(request, REQUEST_WEIGHT + texts.length, options)).count > 0;
  }
}

function positionOf(after: Position): number {
  if (!/^\d{1,15}$/.test(after)) throw malformed('cursor', 'must be a cursor of this store');
  return Number(after);
}

function analyticOf({ id, descriptor, result }: AnalyticRow): Analytic {
  return decode(Analytic, {
    id,
    descriptor: parseJson(descriptor),
    result: result === null ? null : parseJson(result),
  });
}
