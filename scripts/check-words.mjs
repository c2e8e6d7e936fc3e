// Names that were given up do not come back: each is told with the one that took its place. CONTRIBUTING.md has the rules.
import { readFileSync } from 'node:fs';
import { projectFiles } from './lib/files.mjs';
import { report } from './lib/report.mjs';

const RETIRED = Object.entries(JSON.parse(readFileSync('scripts/retired-words.json', 'utf8')));

/** Beginnings and ends of names that have a plainer form. */
const FORMS = [
  { form: /\b(?:MOST|LONGEST|LARGEST)_[A-Z]/, instead: 'MAX_' },
  { form: /\bLEAST_[A-Z]/, instead: 'MIN_' },
  { form: /\b[A-Z]+(?:_[A-Z]+)*_MILLIS\b/, instead: '_MS' },
  { form: /\b[a-z]+Millis\b(?<!Of(?:Millis))/, instead: '…Ms' },
  { form: /\b[A-Z]\w+Parts\b/, instead: '…Options' },
];

const RULES = [
  ...RETIRED.map(([word, instead]) => ({ form: new RegExp(`\\b${word}\\b`), word, instead })),
  ...FORMS.map(({ form, instead }) => ({ form, word: String(form), instead })),
];

const files = projectFiles().filter((file) =>
  /^(packages|test|examples|scripts)\/.*\.(tsx?|mjs)$/.test(file),
);

/** Comments and texts may use any English word: only code is looked at. */
function codeOf(line) {
  return line.replace(/\/\/.*|\/?\*.*|(['"`])(?:(?!\1).)*\1/g, '');
}

const found = files.flatMap((file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) =>
      RULES.filter(({ form }) => form.test(codeOf(line))).map(
        ({ word, instead }) => `${file}:${index + 1}: ${word} is ${instead} now`,
      ),
    ),
);

report(
  files.length === 0 ? ['no file was seen'] : found,
  `${files.length} files use none of ${RULES.length} retired names`,
);
