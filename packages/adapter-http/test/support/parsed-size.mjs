// Prints, for texts of many forms, how many bytes they are told to take once parsed, and how many V8 takes.
import { getHeapStatistics } from 'node:v8';
import { StructureCheck } from '../../dist/request/structure.js';

const COUNT = 20_000;
/** In a text so long nothing is dense. */
const PADDING = Buffer.alloc(32 * 1_048_576, ' ');
const FORMS = {
  objects: () => '{}',
  lists: () => '[]',
  'lists of one': () => '[1]',
  'small integers': () => '1',
  decimals: (number) => `["",${number}.5]`,
  'short texts': (number) => `"${(number + 20_000).toString(36)}"`,
  'long texts': (number) => `"${'x'.repeat(50)}${number}"`,
  'objects of one key': () => '{"a":1}',
  'objects of keys of their own': (number) => `{"key${number}":1}`,
  'objects of two keys of their own': (number) => `{"a${number}":1,"b${number}":1}`,
  'objects of near indexes': () => '{"7":1}',
  'objects of far indexes': () => '{"1000":1}',
  'objects of two indexes': () => '{"0":1,"900":1}',
};
const WIDE = {
  'an object of many keys': [COUNT, 1],
  'objects of 1,000 keys': [1_000, COUNT / 1_000],
  'objects of 130 keys': [130, 500],
  'objects of 30 keys': [30, 2_000],
};

const texts = [
  ...Object.entries(FORMS).map(([name, make]) => [name, listOf(COUNT, make)]),
  ...Object.entries(WIDE).map(([name, [keys, count]]) => {
    const object = `{${Array.from({ length: keys }, (_, key) => `"k${key}":1`)}}`;
    return [name, listOf(count, () => object)];
  }),
];
const measured = texts.map(([name, text]) => ({ name, told: told(text), taken: taken(text) }));
process.stdout.write(JSON.stringify(measured));

function listOf(count, make) {
  return `[${Array.from({ length: count }, (_, number) => make(number))}]`;
}

function told(text) {
  const check = new StructureCheck();
  check.add(PADDING);
  check.add(Buffer.from(text));
  return check.parsedBytes;
}

/** The least of three: what else the process allocates meanwhile is not of the text. */
function taken(text) {
  return Math.min(...[1, 2, 3].map(() => takenOnce(text)));
}

function takenOnce(text) {
  const before = used();
  const value = JSON.parse(text);
  const bytes = used() - before;
  if (value.length === 0) throw new Error('nothing was parsed');
  return bytes;
}

function used() {
  globalThis.gc();
  globalThis.gc();
  return getHeapStatistics().used_heap_size;
}
