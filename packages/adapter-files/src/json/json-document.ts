import type { CallOptions } from '@memex/core/ports';
import type { DocumentWriter } from '@memex/core/reports';
import { buffered, type Sink } from '../io/sink.js';
import { dumpItem } from './dump-json.js';

/** A JSON list that is written item by item. */
export interface JsonDocument extends DocumentWriter {
  /** Writes the rest. Call it once, after the last item. */
  end(options?: CallOptions): Promise<void>;
}

/** Writes a JSON list like Python's `json.dump(list, ensure_ascii=False, indent=2)`. */
export function createJsonDocument(sink: Sink): JsonDocument {
  const target = buffered(sink);
  let items = 0;
  return {
    item: (value, options) => target.write((items++ === 0 ? '[' : ',') + dumpItem(value), options),
    async end(options) {
      await target.write(items === 0 ? '[]' : '\n]', options);
      await target.flush(options);
    },
  };
}
