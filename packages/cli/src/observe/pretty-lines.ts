import { prettyFactory } from 'pino-pretty';
import type { LogLines } from './log-lines.js';

/** What a line begins with, or has in a place of its own. The rest of its fields comes after it, as JSON. */
const PLACED = [
  'process',
  'pid',
  'version',
  'method',
  'route',
  'status',
  'milliseconds',
  'bytes',
  'requestId',
] as const;

type Line = Readonly<Record<string, unknown>>;

/** Lines for people in place of JSON. Each is one, but for the stack traces of errors. */
export function prettyLines(lines: LogLines): LogLines {
  const prettyLine = prettyFactory({
    colorize: process.stderr.isTTY && process.stderr.hasColors(),
    translateTime: 'SYS:HH:MM:ss.l',
    singleLine: true,
    ignore: PLACED.join(','),
    messageFormat: shownLine,
  });
  return { write: (line) => lines.write(prettyLine(line)), flushSync: () => lines.flushSync() };
}

/** `serve 0.2.0 [300] GET /messages 200, 12.3 ms, 845 B, 5f6a…`, or the message and what else there is. */
function shownLine({ process, version, pid, msg, method, route, status, requestId, ...more }: Line): string {
  const what = method === undefined ? [msg, route] : [`${method} ${route} ${status}`];
  const { milliseconds, bytes } = more;
  const parts = [
    ...what,
    milliseconds === undefined ? undefined : `${milliseconds} ms`,
    bytes === undefined ? undefined : `${bytes} B`,
    requestId,
  ];
  return `${process} ${version} [${pid}] ${parts.filter((part) => part !== undefined).join(', ')}`;
}
