import { type ApiKey, parseApiKeys } from '@memex/adapter-http/api-keys';
import { isMemexError, LabelsCodec } from '@memex/core';
import * as t from 'io-ts';
import { SettingCodec } from './setting-codec.js';

export const host = new SettingCodec(
  'host',
  (value): value is string => typeof value === 'string' && /^[\w.:-]{1,253}$/.test(value),
  (text) => text,
  'a host name or an address without a port, such as 127.0.0.1',
);

export const port = new SettingCodec(
  'port',
  (value): value is number =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 65_535,
  (text) => (/^\d{1,5}$/.test(text) ? Number(text) : Number.NaN),
  'a whole number from 0 to 65535 (0: any free port)',
);

export const path = new SettingCodec(
  'path',
  (value): value is string => typeof value === 'string' && !value.includes('\0'),
  (text) => text,
  'a path',
);

export const word = new SettingCodec(
  'word',
  (value): value is string => typeof value === 'string' && /^[\x21-\x7e]{1,200}$/.test(value),
  (text) => text,
  '1 to 200 printable characters without spaces',
);

/** Origins as browsers send them, or `*`. */
export const origins = new SettingCodec(
  'origins',
  (value): value is readonly string[] => Array.isArray(value) && value.length > 0 && value.every(isOrigin),
  (text) => text.split(',').map((one) => one.trim()),
  'origins such as https://app.example.org, separated by commas, or *',
);

function isOrigin(value: unknown): value is string {
  return (
    value === '*' || (typeof value === 'string' && URL.canParse(value) && new URL(value).origin === value)
  );
}

export const storeKind = new SettingCodec(
  'store',
  (value): value is 'embedded' | 'memory' => value === 'embedded' || value === 'memory',
  (text) => text.toLowerCase(),
  'embedded or memory (this version of Memex has no Elasticsearch store yet)',
);

/** An address of http or https; it may carry a key. */
export const webAddress = new SettingCodec(
  'web address',
  (value): value is string =>
    typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
  (text) => text,
  'an address that begins with https:// or http://',
);

export function oneOf<const L extends string>(name: string, words: readonly L[]): LabelsCodec<L> {
  return new LabelsCodec(name, words);
}

/** The keys of the web service; every fault of the list is one of the variable. */
export const apiKeys = new t.Type<readonly ApiKey[], readonly ApiKey[], unknown>(
  'API keys',
  (value): value is readonly ApiKey[] => Array.isArray(value),
  (input, context) => {
    try {
      return t.success(parseApiKeys(String(input)));
    } catch (error) {
      if (!isMemexError(error) || error.code !== 'malformed') throw error;
      return t.failures(
        error.faults.map(({ path, message }) => ({ value: input, context, message: `${path} ${message}` })),
      );
    }
  },
  t.identity,
);

/** What belongs to a part that this version does not have: it is refused, since to ignore it would mislead. */
export function notYet(part: string): t.Type<null, null, unknown> {
  return new t.Type(
    'not yet',
    (value): value is null => value === null,
    (input, context) =>
      t.failure(input, context, `must not be set: this version of Memex has no ${part} yet`),
    t.identity,
  );
}
