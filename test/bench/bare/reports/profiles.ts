import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { serveMeasurements } from '../measurements.js';

/** Fetches so many profiles, 16 at once, and writes the bytes to one file; measures profiles a second. */
const [instance = '', count = '', target = ''] = process.argv.slice(2);
const AT_ONCE = 16;

serveMeasurements(async () => {
  const begin = performance.now();
  const file = createWriteStream(target);
  let next = 0;
  const fetchNext = async (): Promise<void> => {
    while (next < Number(count)) {
      const answer = await fetch(`${instance}profile_manager/profiles/user-${next++}`, {
        headers: { 'x-wenet-component-apikey': 'key' },
      });
      if (answer.status !== 200) throw new Error(`a profile answered ${answer.status}`);
      file.write(new Uint8Array(await answer.arrayBuffer()));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fetchNext));
  await once(file.end(), 'finish');
  return (Number(count) / (performance.now() - begin)) * 1_000;
});
