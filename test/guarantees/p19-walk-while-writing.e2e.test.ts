import { expect, test } from 'vitest';
import { createClient } from '../src/client.js';
import { printFigure } from '../src/figure.js';
import { createFolder } from '../src/folder.js';
import { fill, post, traceIdsOf } from '../src/posting.js';
import { createSamples, SAMPLE_PROJECT, SAMPLE_RANGE } from '../src/samples.js';
import { startServer } from '../src/server.js';
import { textField, walk } from '../src/walk.js';

const EARLIER = 20_000;
/** Every instant is shared by this many messages: order among equals is where a walk slips. */
const EQUALS = 10;

test('P19 walking pages while others write yields each earlier message exactly once', async () => {
  await using folder = await createFolder();
  await using server = await startServer({ folder: folder.path });
  await using client = createClient(server.url);
  await fill(client, createEqualInstants('earlier'), EARLIER);

  const makeLater = createEqualInstants('later');
  const writes: Promise<readonly string[]>[] = [];
  const seen = new Map<string, number>();
  const query = { project: SAMPLE_PROJECT, ...SAMPLE_RANGE, maxSize: '97' };
  for await (const page of walk(client, '/messages', query)) {
    // Under way while the next page is read, whichever of the two is faster.
    writes.push(post(client, makeLater(50)).then(traceIdsOf));
    for (const message of page) {
      const id = textField(message, 'messageId');
      seen.set(id, (seen.get(id) ?? 0) + 1);
    }
  }
  const written = (await Promise.all(writes)).flat().length;

  const earlier = [...seen].filter(([id]) => id.startsWith('earlier-'));
  const repeated = [...seen.values()].filter((times) => times > 1).length;
  printFigure('P19', 'walk while others write', {
    earlier: EARLIER,
    'written meanwhile': written,
    missed: EARLIER - earlier.length,
    repeated,
  });
  expect(written).toBeGreaterThanOrEqual((EARLIER / 97) * 50);
  expect({ seen: earlier.length, repeated }).toEqual({ seen: EARLIER, repeated: 0 });
}, 120_000);

/** Samples that share their instants in tens, all over the same range of time again and again. */
function createEqualInstants(prefix: string) {
  const make = createSamples({ step: 1_000 });
  const instants = createSamples({ step: 1_000 })(EARLIER / EQUALS).map(({ timestamp }) => timestamp);
  let made = 0;
  return (count: number) =>
    make(count).map((message) => {
      const number = made++;
      const timestamp = instants[(number * 7) % instants.length] ?? message.timestamp;
      return { ...message, messageId: `${prefix}-${number}`, timestamp };
    });
}
