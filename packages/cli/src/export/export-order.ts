import { stat } from 'node:fs/promises';
import { EXPORT_FORMATS, gzipped } from '@memex/adapter-files';
import {
  EXPORT_KINDS,
  type ExportFormat,
  type ExportKind,
  type ExportScope,
  type Instant,
  parseTimestamp,
} from '@memex/core/toolkit';
import type { Settings } from '../config/config.js';
import { shownValue } from '../config/shown.js';
import { projectOption } from '../options/decode-arguments.js';
import { misused } from '../terminal/cli-error.js';

/** Where an export goes: standard output, one file, or a folder with a file for each month. */
export type ExportTarget =
  | { readonly kind: 'stdout' }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'folder'; readonly path: string };

/** What `memex export` was asked for. */
export interface ExportOrder {
  readonly kind: ExportKind;
  readonly scope: ExportScope;
  readonly format: ExportFormat;
  readonly target: ExportTarget;
  readonly safeCells: boolean;
  /** Whether to continue an export that was interrupted. */
  readonly resume: boolean;
}

/** @throws CliError that names what is wrong, and what is allowed. */
export async function readExportOrder(args: readonly string[], options: Settings): Promise<ExportOrder> {
  const target = await targetOf(options.output);
  const format = formatOf(options, target);
  const order: ExportOrder = {
    kind: kindOf(args),
    scope: scopeOf(options),
    format,
    target,
    safeCells: options['safe-cells'] !== undefined,
    resume: options.resume !== undefined,
  };
  if (order.safeCells && !format.name.startsWith('csv')) throw misused('--safe-cells is only for CSV');
  if (order.kind === 'analytics' && (options.from ?? options.to) !== undefined)
    throw misused('analytics have no time: --from and --to are only for messages and logs');
  if (order.resume && target.kind === 'stdout')
    throw misused('--resume needs a file or a folder in --output');
  return order;
}

function kindOf([name, ...more]: readonly string[]): ExportKind {
  const kind = EXPORT_KINDS.find((known) => known === name);
  if (kind === undefined || more.length > 0)
    throw misused(`give one of ${EXPORT_KINDS.join(', ')}, or user and an ID, to export`);
  return kind;
}

/** @throws CliError if it is not given. */
export async function targetOf(path: string | undefined): Promise<ExportTarget> {
  if (path === undefined) throw misused('--output must be given: a file, a folder, or - for standard output');
  if (path === '-') return { kind: 'stdout' };
  const found = await stat(path).catch(() => undefined); // If there is another reason, writing to it will fail with that.
  return { kind: path.endsWith('/') || found?.isDirectory() === true ? 'folder' : 'file', path };
}

/** The format that was named, or else that of the name of the file. */
function formatOf({ format, gzip }: Settings, target: ExportTarget): ExportFormat {
  const [, ending, packed] = target.kind === 'file' ? (/\.([a-z]+?)(\.gz)?$/i.exec(target.path) ?? []) : [];
  const name = format ?? EXPORT_FORMATS.find((one) => one.name === ending?.toLowerCase())?.name ?? 'ndjson';
  const found = EXPORT_FORMATS.find((one) => one.name === name.toLowerCase());
  if (found === undefined)
    throw misused(
      `--format must be one of ${EXPORT_FORMATS.map((one) => one.name).join(', ')}${shownValue(name)}`,
    );
  if (gzip === undefined && packed === undefined) return found;
  if (!found.resumable) throw misused(`--gzip is not for ${found.name}, which is compressed already`);
  return gzipped(found);
}

function scopeOf(options: Settings): ExportScope {
  const { from, to } = options;
  const project = projectOption(options);
  const scope = {
    projects: project === undefined ? ('all' as const) : [project],
    from: instantOf('--from', from),
    to: instantOf('--to', to),
  };
  if (scope.from !== undefined && scope.to !== undefined && scope.from > scope.to)
    throw misused('--from must not be after --to');
  return scope;
}

function instantOf(flag: string, text: string | undefined): Instant | undefined {
  if (text === undefined) return undefined;
  const parsed = parseTimestamp(text);
  if (parsed === undefined)
    throw misused(
      `${flag} must be a time, such as 2026-11-20 or 2026-11-20T10:15:00+01:00${shownValue(text)}`,
    );
  return parsed.instant;
}
