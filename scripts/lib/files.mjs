import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Files of the project as paths from its root: those under version control, and new ones that it would take. */
export function projectFiles() {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
  });
  return listed.split('\n').filter((file) => file !== '' && existsSync(file));
}

/** Folders of the packages that are published. */
export function packageFolders() {
  const folders = projectFiles().filter((file) => /^packages\/[^/]+\/package\.json$/.test(file));
  return folders.map((file) => file.replace('/package.json', ''));
}
