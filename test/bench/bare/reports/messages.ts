import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { SAMPLE_PROJECT, SAMPLE_RANGE } from '../../../src/samples.js';
import { serveMeasurements } from '../measurements.js';

/** Fetches every message, page by page, parses each page, and writes it as JSON with an indent; measures messages a second. */
const [instance = '', target = ''] = process.argv.slice(2);

serveMeasurements(async () => {
  const begin = performance.now();
  const file = createWriteStream(target);
  const query = new URLSearchParams({ project: SAMPLE_PROJECT, ...SAMPLE_RANGE, maxSize: '1000' });
  let written = 0;
  for (let more = true; more; ) {
    const answer = await fetch(`${instance}logger/messages?${query}`, {
      headers: { 'x-wenet-component-apikey': 'key' },
    });
    const messages: unknown[] = JSON.parse(await answer.text());
    const text = JSON.stringify(messages, undefined, 2);
    written += messages.length;
    if (!file.write(`${written > messages.length ? ',' : '['}${text.slice(1, -2)}`))
      await once(file, 'drain');
    const cursor = answer.headers.get('x-next-cursor');
    more = cursor !== null;
    query.set('cursor', cursor ?? '');
  }
  await once(file.end('\n]'), 'finish');
  return (written / (performance.now() - begin)) * 1_000;
});
