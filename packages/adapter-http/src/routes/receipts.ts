import { Receipt, ReceiptsQuery, type UntrustedReceipts } from '@memex/core/model';
import { stringifyJson } from '@memex/core/toolkit';
import { cursorPageAnswer } from '../response/entry-answers.js';
import { RECEIPT } from './answer-examples.js';
import type { Route } from './route.js';

/** What was deleted, as a data protection officer may ask. */
export function receiptsRoute(receipts: UntrustedReceipts): Route {
  return {
    operationId: 'listReceipts',
    tag: 'retention',
    method: 'GET',
    access: 'write',
    path: '/receipts',
    summary: 'List the receipts of deletions, the newest first',
    parameters: ReceiptsQuery.fields,
    abortable: true,
    successes: [
      {
        status: 200,
        description:
          'A page of receipts, of `userId` if given: of erasures, runs of retention, dropped partitions, and messages and logs that were deleted by their ids. `state` is `begun` until all is deleted; repeating the deletion completes it. `by` is the start of the SHA-256 digest of the key, in ' +
          'hexadecimal, or `scheduler`, `command line` or `anyone`. `userHash` stands for the user. `found` is what there was at first, and `deleted` also counts what arrived ' +
          'meanwhile. A key that is limited to projects sees only what concerns them.',
        content: { kind: 'values', codec: Receipt },
        example: [RECEIPT],
        pages: true,
      },
    ],
    handle: async ({ parameters, query, options }) =>
      cursorPageAnswer(await receipts.list(parameters, options), query, stringifyJson),
  };
}
