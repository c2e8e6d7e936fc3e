// Reads a JSON report of vitest: `counts` prints how many tests passed and failed, `failures` the name and first line of each that failed.
import { readFileSync } from 'node:fs';

const [, , wanted, file] = process.argv;
const report = JSON.parse(readFileSync(file, 'utf8'));

const failures = report.testResults.flatMap(({ name, message, assertionResults }) => [
  ...(message ? [`${name}: ${firstLine(message)}`] : []),
  ...assertionResults
    .filter(({ status }) => status === 'failed')
    .map(({ fullName, failureMessages }) => `${fullName}: ${firstLine(failureMessages[0])}`),
]);

function firstLine(text = '') {
  return text.split('\n', 1)[0];
}

console.log(wanted === 'counts' ? `${report.numPassedTests} ${report.numFailedTests}` : failures.join('\n'));
