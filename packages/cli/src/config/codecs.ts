import { type ApiKey, parseApiKeys } from '@memex/adapter-http/api-keys';
import { isMemexError } from '@memex/core';
import { LabelsCodec } from '@memex/core/model';
import { isCron, isTimeZone } from '@memex/core/toolkit';
import * as t from 'io-ts';
import { SettingCodec } from './setting-codec.js';

export const host = new SettingCodec(
  'host',
  (value): value is string => typeof value === 'string' && /^[\w.:-]{1,253}$/.test(value),
  (text) => text,
  'a host name or an address without a port, such as 127.0.0.1',
);

/** Host names without ports. */
export const hostNames = new SettingCodec(
  'host names',
  (value): value is readonly string[] =>
    Array.isArray(value) && value.length > 0 && value.every((one) => host.is(one)),
  (text) => text.split(',').map((one) => one.trim()),
  'host names without ports, separated by commas',
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
  (value): value is string => typeof value === 'string' && value !== '' && !value.includes('\0'),
  (text) => text,
  'a path',
);

export const word = new SettingCodec(
  'word',
  (value): value is string => typeof value === 'string' && /^[\x21-\x7e]{1,200}$/.test(value),
  (text) => text,
  '1 to 200 printable characters without spaces',
);

/** A secret with any characters. Never shown. */
export const secretText = new SettingCodec(
  'secret',
  (value): value is string => typeof value === 'string' && value.length <= 4_096,
  (text) => text,
  'at most 4096 characters long',
);

/** A secret that is sent in a header. Never shown. */
export const headerSecret = new SettingCodec(
  'header',
  (value): value is string => typeof value === 'string' && /^[\x21-\x7e]{1,4096}$/.test(value),
  (text) => text,
  '1 to 4096 printable ASCII characters without spaces',
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

/** Host names or URLs of nodes. */
export const nodes = new SettingCodec(
  'nodes',
  (value): value is readonly string[] => Array.isArray(value) && value.length > 0 && value.every(isNode),
  (text) => text.split(',').map((one) => one.trim()),
  'host names, or addresses that begin with https:// or http://, separated by commas',
);

function isNode(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  return value.includes('://') ? webAddress.is(value) : host.is(value);
}

/** A whole number in a range, both ends included. */
export function wholeNumber(min: number, max: number): SettingCodec<number> {
  return new SettingCodec(
    'whole number',
    (value): value is number =>
      typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max,
    (text) => (/^\d{1,9}$/.test(text) ? Number(text) : Number.NaN),
    `a whole number from ${min} to ${max}`,
  );
}

const MS_PER_UNIT: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1_000],
  ['m', 60_000],
]);

/** A time in seconds. The text may have a unit: ms, s or m. */
export const seconds = new SettingCodec(
  'seconds',
  (value): value is number => typeof value === 'number' && value > 0 && value <= 86_400,
  (text) => {
    const [, digits, unit = 's'] = /^(\d{1,8})(ms|s|m)?$/.exec(text) ?? [];
    return (Number(digits) * (MS_PER_UNIT.get(unit) ?? Number.NaN)) / 1_000;
  },
  'a number of seconds up to a day, such as 65, or a duration such as 500ms or 2m',
);

export const duration = new SettingCodec(
  'duration',
  (value): value is string => typeof value === 'string' && /^(?:-1|\d{1,9}(?:ms|s|m))$/.test(value),
  (text) => text,
  'a duration such as 1s or 500ms',
);

/** The DSN of a Sentry project. Sentry prints a DSN that it cannot parse, including the key, so only those that it can parse are accepted. */
export const sentryDsn = new SettingCodec(
  'Sentry DSN',
  (value): value is string =>
    typeof value === 'string' &&
    /^https?:\/\/\w+(:\w*)?@([\w.-]+|\[[:.\w]+\])(:\d+)?\/([\w./-]+\/)?\d+$/.test(value) &&
    URL.canParse(value),
  (text) => text,
  'the address of a Sentry project, such as https://key@sentry.example/1',
);

/** A URL with http or https. */
const webAddress = new SettingCodec(
  'web address',
  (value): value is string =>
    typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
  (text) => text,
  'an address that begins with https:// or http://',
);

/** The URL of the platform. The paths of its services are appended to it. It contains no secret, since the key is separate. */
export const platformAddress = new SettingCodec(
  'platform address',
  (value): value is string => webAddress.is(value) && isPlainAddress(new URL(value)),
  (text) => text,
  'an address that begins with https:// or http://, without user, password, ? and #',
);

function isPlainAddress({ username, password, href }: URL): boolean {
  return username === '' && password === '' && !/[?#]/.test(href);
}

/** The URL of a Redis, which may contain a password. The package for Redis, which may not be installed, reads the rest of it. */
export const brokerAddress = new SettingCodec(
  'broker address',
  (value): value is string =>
    typeof value === 'string' && /^rediss?(\+(sentinel|cluster|socket))?:\/\/./.test(value),
  (text) => text,
  'an address such as redis://[[user]:password@]host:port/db, redis+sentinel://host,host/name/db or redis+cluster://host,host; with TLS rediss…',
);

export const cron = new SettingCodec(
  'cron',
  (value): value is string => typeof value === 'string' && isCron(value),
  (text) => text,
  'a cron pattern of five fields, such as 0 4 * * *',
);

export const timeZone = new SettingCodec(
  'time zone',
  (value): value is string => typeof value === 'string' && isTimeZone(value),
  (text) => text,
  'the IANA name of a time zone, such as Europe/Rome',
);

export function oneOf<const L extends string>(name: string, words: readonly L[]): LabelsCodec<L> {
  return new LabelsCodec(name, words);
}

/** The keys of the web service; every issue of the list is one of the variable. */
export const apiKeys = new t.Type<readonly ApiKey[], readonly ApiKey[], unknown>(
  'API keys',
  (value): value is readonly ApiKey[] => Array.isArray(value),
  (input, context) => {
    if (input === '')
      return t.failure(input, context, 'must list keys, or not be set: empty, it would let everybody in');
    try {
      return t.success(parseApiKeys(String(input)));
    } catch (error) {
      if (!isMemexError(error, 'malformed')) throw error;
      return t.failures(
        error.issues.map(({ path, message }) => ({ value: input, context, message: `${path} ${message}` })),
      );
    }
  },
  t.identity,
);
