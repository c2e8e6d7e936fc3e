import type { estypes } from '@elastic/elasticsearch';
import type { Log } from '@memex/core/model';
import type { CallOptions, LogFilter, LogStore, NewEntry, Projects } from '@memex/core/ports';
import { documentTextOf } from './document/document.js';
import type { Session } from './engine/session.js';
import { ElasticEntries } from './entries.js';
import type { Found } from './read/find.js';
import { queryOf, termOf } from './read/query.js';
import { remove, replace } from './write/operation.js';
import { writeEntries } from './write/write-entries.js';

const REPLACED = 200;

export class ElasticLogs extends ElasticEntries<Log, LogFilter> implements LogStore {
  replace(entry: NewEntry<Log>, projects: Projects, options?: CallOptions): Promise<boolean> {
    return this.engine.write(async (session) => {
      for (;;) {
        const found = await this.lookUp(session, { traceId: entry.traceId, projects }, options);
        if (found === undefined) return false;
        if (await this.replaceHit(session, found.document, entry)) return true;
      }
    }, options);
  }

  protected override queryOf(filter: LogFilter): estypes.QueryDslQueryContainer {
    return queryOf(filter, [
      ...termOf('component', filter.component),
      ...termOf('severity', filter.severity),
    ]);
  }

  /**
   * Resolves with whether the document was unchanged since it was found. It stays in its index even if its instant
   * changes: one write is atomic, a move is not. A document of the Python service does move, because its index does
   * not have the fields of Memex.
   */
  private async replaceHit(
    session: Session,
    { place, version, source }: Found,
    entry: NewEntry<Log>,
  ): Promise<boolean> {
    if (documentTextOf(source) === undefined) {
      await this.create(session, [entry]);
      const [result] = await session.writer.write([remove(place, version)]);
      return result?.status === REPLACED;
    }
    const [result] = await writeEntries(session.writer, [entry], this.model.indexedValuesOf, (_, document) =>
      replace(place, version, document),
    );
    return result?.status === REPLACED;
  }
}
