import { resolve } from 'node:path';
import { isMemexError } from '@memex/core';
import { readWindow, type WindowInput } from '@memex/core/reports';
import { labelOf, type OptionRow } from '../options/option.js';
import type { OptionIssue } from '../options/read-options.js';

type Rows = Readonly<Record<string, OptionRow>>;
type Texts = Readonly<Record<string, string | undefined>>;

/** What is wrong with the window; where one is needed, that there is none. */
export function windowIssues(rows: Rows, texts: Texts, isNeeded: boolean): readonly OptionIssue[] {
  try {
    if (readWindow(windowInput(texts)) !== undefined || !isNeeded) return [];
  } catch (error) {
    if (!isMemexError(error, 'malformed')) throw error;
    return error.issues.map((issue) => withLabels(rows, issue));
  }
  const about = ['range', 'start', 'end'];
  const [range, start, end] = about.map((name) => nameOf(rows, name));
  return [{ path: '', about, message: `${range}, or ${start} and ${end} together, must be given` }];
}

/** Reports if no output file was requested. */
export function absentFileIssues(rows: Rows, texts: Texts, names: readonly string[]): readonly OptionIssue[] {
  if (names.some((name) => texts[name] !== undefined)) return [];
  const choices = names.map((name) => nameOf(rows, name)).join(', ');
  return [{ path: '', about: names, message: `at least one file must be asked for: ${choices}` }];
}

/** Reports if two outputs go to the same file, or to stdout. */
export function sharedFileIssues(rows: Rows, texts: Texts, names: readonly string[]): readonly OptionIssue[] {
  const asked = names.flatMap((name) => {
    const path = texts[name];
    return path === undefined ? [] : [{ label: nameOf(rows, name), path }];
  });
  const toStdout = asked.filter(({ path }) => path === '-').map(({ label }) => label);
  if (texts.json !== undefined) toStdout.push(nameOf(rows, 'json'));
  const paths = asked.map(({ path }) => (path === '-' ? path : resolve(path)));
  const shared = asked.filter(({ path }, index) => path !== '-' && paths.indexOf(resolve(path)) < index);
  return [
    ...(toStdout.length > 1 ? [`only one of ${toStdout.join(', ')} may go to stdout`] : []),
    ...shared.map(({ label }) => `${label} must be another file than those before it`),
  ].map((message) => ({ path: '', message }));
}

function windowInput({ range, start, end }: Texts): WindowInput {
  return { range, start, end };
}

/** Replaces the core's names of window ends by the flags of the user. If the ends are in the wrong order, neither value is the wrong one. */
function withLabels(rows: Rows, { path, message }: OptionIssue): OptionIssue {
  const end = nameOf(rows, 'end');
  if (message === 'must not be after end') {
    return { path: '', message: `${nameOf(rows, path)} must not be after ${end}` };
  }
  return {
    path,
    message: message.replace(/(?<=where )(start|end)(?= is)/, (name) => nameOf(rows, name)),
  };
}

function nameOf(rows: Rows, name: string): string {
  const row = rows[name];
  return row === undefined ? name : labelOf(row);
}
