import { readFile } from 'node:fs/promises';
import { findJsonIssue, parseJson } from '@memex/core/toolkit';
import { CliError, EXIT, misused } from '../terminal/cli-error.js';

/** The text of a file that an option names. @throws CliError that shows nothing of it. */
export async function readText(flag: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new CliError(EXIT.misused, [`${flag} ${file} cannot be read: ${REASONS[code] ?? code}`]);
  }
}

/** The JSON of a text. @param name - Says where it comes from. @throws CliError that tells where it is not JSON. */
export function readJson(name: string, json: string): unknown {
  const withoutMark = json.replace(/^\uFEFF/, '');
  const issue = findJsonIssue(withoutMark);
  if (issue === undefined) return parseJson(withoutMark);
  throw misused(`${name} must be JSON: line ${issue.line}, column ${issue.column}: ${issue.message}`);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
};
