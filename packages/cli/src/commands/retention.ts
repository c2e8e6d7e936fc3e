import { createMemex, isMemexError, type Memex } from '@memex/core';
import { RetentionInput, RetentionQuery } from '@memex/core/model';
import type { AppliedRetention } from '@memex/core/toolkit';
import { openExistingStore } from '../composition/existing-store.js';
import { decodeArguments } from '../options/decode-arguments.js';
import { CliError, EXIT, misused } from '../terminal/cli-error.js';
import { countOf } from '../terminal/progress-line.js';
import type { CommandOptions, Run } from './run.js';
import { stopAtSignal, stopReason } from './signals.js';

const NAMES = { project: 'PROJECT', period: 'PERIOD' };

type Action = (memex: Memex, command: CommandOptions) => Promise<void>;

/** The actions, by name. */
const ACTIONS: Readonly<Record<string, { readonly arguments: string; readonly run: Action }>> = {
  list: { arguments: '', run: list },
  set: { arguments: 'PROJECT PERIOD', run: set },
  remove: { arguments: 'PROJECT', run: remove },
  apply: { arguments: '', run: apply },
};

/** Shows, sets and applies how long the messages and logs of projects are kept. */
export const retention: Run = async (command) => {
  const { config, args } = command;
  const [name = 'list', ...rest] = args;
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (action === undefined)
    throw misused(`there is no \`memex retention ${name}\`, only ${Object.keys(ACTIONS).join(', ')}`);
  if (rest.length !== action.arguments.split(' ').filter((one) => one !== '').length)
    throw misused(`it must be \`memex retention ${`${name} ${action.arguments}`.trim()}\``);
  const store = await openExistingStore(config, 'use the HTTP API of the process that has the data');
  const memex = createMemex({ store, timeZone: config.TIME_ZONE });
  await memex.start();
  try {
    await action.run(memex, command);
  } finally {
    await memex.stop();
  }
  return EXIT.done;
};

async function list(memex: Memex, { options }: CommandOptions): Promise<void> {
  const rules = await memex.retention.list();
  if (options.json !== undefined) return printJson(rules);
  if (rules.length === 0) print('no project has a rule: everything is kept');
  for (const { project, period, before } of rules)
    print(`${project}: ${period}, what is before ${before} is deleted`);
}

async function set(memex: Memex, { args: [, project, period], options }: CommandOptions): Promise<void> {
  const query = decodeArguments(RetentionQuery, { project }, NAMES);
  const rule = await memex.retention.set(query, decodeArguments(RetentionInput, { period }, NAMES));
  if (options.json !== undefined) return printJson(rule);
  print(`${project}: ${rule.period}, what is before ${rule.before} is deleted from the next night on`);
}

async function remove(memex: Memex, { args: [, project], options }: CommandOptions): Promise<void> {
  await memex.retention.remove(decodeArguments(RetentionQuery, { project }, NAMES));
  if (options.json !== undefined) return printJson({ project, period: null });
  print(`${project}: kept for ever`);
}

async function apply(memex: Memex, { options }: CommandOptions): Promise<void> {
  const signal = stopAtSignal();
  const dryRun = options['dry-run'] !== undefined;
  const isText = options.json === undefined;
  try {
    const applied = await memex.retention.apply({
      signal,
      dryRun,
      by: 'command line',
      onProject: (one) => isText && print(lineOf(one, dryRun)),
    });
    if (!isText) printJson({ dryRun, projects: applied });
    else if (applied.length === 0) print('no project has a rule: everything is kept');
  } catch (error) {
    if (!isMemexError(error, 'aborted')) throw error;
    throw new CliError(EXIT.failed, [`${stopReason(signal)}; what was deleted by then stays deleted`]);
  }
}

function lineOf({ project, before, messages, logs }: AppliedRetention, dryRun: boolean): string {
  const verb = dryRun ? 'would be deleted' : 'deleted';
  return `${project}: ${countOf(messages)} messages and ${countOf(logs)} logs before ${before} ${verb}`;
}

function printJson(value: unknown): void {
  print(JSON.stringify(value));
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
