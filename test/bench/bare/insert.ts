import { createSamples } from '../../src/samples.js';
import { serveMeasurements } from './measurements.js';
import { bareRowOf, openBareStore } from './store.js';

/**
 * Inserts the rows of the embedded store, into its tables and with its indices, so many messages a transaction, and does nothing else;
 * measures messages a second. The values of the columns are made beforehand: the script's time is the database's.
 */
const [folder = '', perTransaction = '1'] = process.argv.slice(2);
const size = Number(perTransaction);
const store = await openBareStore(folder);
const rows = createSamples()(10_000).map(bareRowOf);

serveMeasurements((seconds) => {
  const begin = performance.now();
  let inserted = 0;
  while (performance.now() - begin < seconds * 1_000) {
    const first = inserted % rows.length;
    inserted += store.insert(rows.slice(first, first + size)).length;
  }
  return (inserted / (performance.now() - begin)) * 1_000;
});
