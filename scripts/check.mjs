// Runs every script of package.json whose name begins with `check:`, also when one fails, and says at the end which did.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { report } from './lib/report.mjs';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
const checks = Object.entries(scripts).filter(([name]) => name.startsWith('check:'));

const failed = checks.filter(([name, command]) => {
  console.log(`\n> ${name}`);
  return spawnSync(command, { shell: true, stdio: 'inherit' }).status !== 0;
});

report(
  checks.length === 0 ? ['no check was found'] : failed.map(([name]) => `\n${name} FAILED`),
  `\nall ${checks.length} checks passed`,
);
