import { delimiterOf } from '@memex/adapter-files';
import { identifier } from '@memex/core/model';
import { path } from '../config/codecs.js';
import { SettingCodec } from '../config/setting-codec.js';

/** A file for a table, whose extension determines the delimiter, or stdout. */
export const tableFile = new SettingCodec(
  'table file',
  (value): value is string => path.is(value) && delimiterOf(value) !== undefined,
  (text) => text,
  'a file that ends in .csv or .tsv, or - for stdout',
);

export const documentFile = path;

/** Files with tables. */
export const dumpFiles = new SettingCodec(
  'dump files',
  (value): value is readonly string[] =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((one) => path.is(one) && one !== '-' && delimiterOf(one) !== undefined),
  splitAtSemicolons,
  'files that end in .csv or .tsv, separated by ;',
);

export const applicationId = new SettingCodec(
  'application id',
  (value): value is string => identifier.is(value),
  (text) => text.trim(),
  'the id of an application',
);

export const applicationIds = new SettingCodec(
  'application ids',
  (value): value is readonly string[] =>
    Array.isArray(value) && value.length > 0 && value.every(identifier.is),
  splitAtSemicolons,
  'ids of applications, separated by ;',
);

/** A switch. */
export const given = new SettingCodec(
  'switch',
  (value): value is boolean => typeof value === 'boolean',
  (text) => text === 'true',
  'given or not',
);

function splitAtSemicolons(text: string): readonly string[] {
  return text
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
