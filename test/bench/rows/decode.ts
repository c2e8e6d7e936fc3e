import type { Reader } from '../parse-text.js';
import type { Row, Side } from '../row.js';
import { scriptSide, startScript } from '../script.js';

const BATCH = 1_000;

export const decodeBatch: Row = {
  name: 'decode',
  work: `parse and decode a batch of ${BATCH}`,
  against: '`JSON.parse` alone of the same text',
  unit: 'batches/s',
  atLeast: 0.4,
  // Each in a process of its own: what others have left to the garbage accumulator counts for neither.
  prepare: async ({ seconds }) => {
    const side = async (reader: Reader): Promise<Side> =>
      scriptSide(await startScript('parse-text', [reader, String(BATCH)]), seconds);
    return { memex: await side('memex'), bare: await side('bare') };
  },
};
