import { type UntrustedExports, UserQuery } from '@memex/core/model';
import { beginStream } from '../response/begin-stream.js';
import { neverSilent } from '../response/never-silent.js';
import { EXPORTED_USER } from './answer-examples.js';
import { fileHeaders } from './file-headers.js';
import type { Route } from './route.js';
import type { OpenStream } from './stream-limit.js';

/** Everything that is kept of one person: the answer to an access request. */
export function userExportRoute(exports: UntrustedExports, enter: OpenStream, silenceMs: number): Route {
  return {
    operationId: 'exportUser',
    tag: 'exports',
    access: 'read',
    method: 'GET',
    path: '/export/user',
    summary: 'Export everything that is kept of one person, in every project that the key may access',
    parameters: UserQuery.fields,
    abortable: true,
    successes: [
      {
        status: 200,
        description: DESCRIPTION,
        content: { kind: 'file', types: [TYPE], examples: { [TYPE]: EXPORTED_USER } },
      },
    ],
    handle: async ({ parameters, options, caller: { key } }) => {
      const lines = exports.openUser(parameters, options);
      return {
        status: 200,
        type: TYPE,
        headers: fileHeaders('user.ndjson'),
        // White space before a line of JSON is a part of it.
        body: {
          bytes: await beginStream(neverSilent(bytesOf(lines, enter(key)), { silenceMs, filler: ' ' })),
        },
      };
    },
  };
}

const TYPE = 'application/x-ndjson';

const DESCRIPTION =
  'A file with an object on each line: `message` for each message that the person sent or was sent, oldest first; `analytic` for each analytic whose descriptor or result ' +
  'names the person; and `summary` at the end, which counts them by project. Without the summary, the export was cut off. It is compressed if `Accept-Encoding` allows it. Logs have no user, so none are searched.';

async function* bytesOf(
  lines: AsyncIterable<readonly string[]>,
  leave: () => void,
): AsyncGenerator<Uint8Array, void> {
  try {
    for await (const some of lines) yield Buffer.from(some.join(''));
  } finally {
    leave();
  }
}
