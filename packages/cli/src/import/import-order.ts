import { IMPORT_FORMATS, type ImportFormat } from '@memex/core/imports';
import type { Settings } from '../config/config.js';
import { shownValue } from '../config/shown.js';
import { projectOption } from '../options/decode-arguments.js';
import { readJson, readText } from '../query/read-text.js';
import { misused } from '../terminal/cli-error.js';
import { readPseudonymKey } from './pseudonym-key.js';

/** What `memex import` was asked for. */
export interface ImportOrder {
  readonly format: ImportFormat;
  /** `-` is standard input. */
  readonly paths: readonly string[];
  readonly project: string | undefined;
  /** The content of the file of `--map`, and its name. */
  readonly map: unknown;
  readonly mapFile: string | undefined;
  readonly key: Uint8Array | undefined;
  readonly isDryRun: boolean;
  /** `undefined` if there is to be none. */
  readonly rejects: string | undefined;
}

const DEFAULT_REJECTS = 'memex-rejects.ndjson';

/** @throws CliError that names what is wrong, and what is allowed. */
export async function readImportOrder(paths: readonly string[], options: Settings): Promise<ImportOrder> {
  const project = projectOption(options);
  const { map: mapFile, rejects, pseudonymise: keyFile } = options;
  if (paths.length === 0) throw misused('give files to import, or - for standard input');
  if (paths.filter((path) => path === '-').length > 1) throw misused('- can be given only once');
  const format = formatOf(options.format, paths);
  const isDryRun = options['dry-run'] !== undefined;
  if (rejects !== undefined && paths.includes(rejects))
    throw misused('--rejects must not be one of the files to import');
  const order: ImportOrder = {
    format,
    paths,
    project,
    map: mapFile === undefined ? undefined : readJson(`--map ${mapFile}`, await readText('--map', mapFile)),
    mapFile,
    key: keyFile === undefined ? undefined : await readPseudonymKey(keyFile),
    isDryRun,
    // A dry run writes only what it is told to.
    rejects: rejects ?? (isDryRun ? undefined : DEFAULT_REJECTS),
  };
  if (!hasProject(order)) throw misused('--project must be given, since the files do not tell it');
  return order;
}

function formatOf(name: string | undefined, [path = '']: readonly string[]): ImportFormat {
  const [, ending = ''] = /\.([a-z]+)(?:\.gz)?$/i.exec(path) ?? [];
  const format = name?.toLowerCase() ?? (/^(?:ndjson|jsonl|csv)$/i.test(ending) ? ending.toLowerCase() : '');
  const found = IMPORT_FORMATS.find((one) => one === (format === 'jsonl' ? 'ndjson' : format));
  if (found === undefined)
    throw misused(
      `--format must be one of ${IMPORT_FORMATS.join(', ')}${name === undefined ? '' : shownValue(name)}`,
    );
  return found;
}

/** What Memex exported names the project of each message. Of other files, the map may tell it. */
function hasProject({ format, project, map }: ImportOrder): boolean {
  if (project !== undefined) return true;
  const told = memberOf(map, 'project');
  const fields = memberOf(map, 'fields');
  if (format !== 'ndjson' && format !== 'csv') return told !== undefined;
  return told !== undefined || fields === undefined || memberOf(fields, 'project') !== undefined;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
