import type { CallOptions } from '@memex/core/ports';
import type { DocumentWriter } from '@memex/core/reports';
import { buffered, type Sink } from '../io/sink.js';
import { dumpItem } from './dump-json.js';

/** A list that is written as it comes. */
export interface JsonDocument extends DocumentWriter {
  /** Writes what is missing. Nothing may be written afterwards. */
  end(options?: CallOptions): Promise<void>;
}

/** A JSON list in the form of Python's `json.dump(list, ensure_ascii=False, indent=2)`. */
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
