/** What stands above the operations of the document, in Markdown. */
export function guideOf({ hasAnalytics }: { readonly hasAnalytics: boolean }): string {
  return `${hasAnalytics ? WITH_ANALYTICS : WITHOUT_ANALYTICS} Each operation${REST}`;
}

const WITH_ANALYTICS = `Stores, finds and deletes messages and logs of conversational applications, and computes analytics.

**Begin** with \`POST /messages\`, look at them with \`GET /messages\`, and ask with \`POST /analytics/query\`.`;

const WITHOUT_ANALYTICS = `Stores, finds and deletes messages and logs of conversational applications.

**Begin** with \`POST /messages\`, and look at them with \`GET /messages\`.`;

const REST = ` below has an example that is accepted as it stands.

**Keys.** An operation with a lock needs an API key, as \`x-wenet-component-apikey\` or as \`Authorization: Bearer\`. Its role says what the key must be allowed: \`read\`; \`write\`, which
includes it; \`admin\`, which includes both. A key may be limited to projects. \`GET /session\` tells what a key may do. Give yours with “Authorize”: the locks open.

**Times** are ISO 8601. Without an offset they are in UTC. Both ends of a range are inclusive.

**Pages.** If there is more, the answer has \`X-Next-Cursor\`, and \`Link\` with \`rel="next"\`. Ask again with it as \`cursor\`, until there is none. A page may be short, and even empty, and yet have a next one.

**Again.** A batch with an \`Idempotency-Key\` is stored once, however often it is sent within 24 hours. On 503 and 429, repeat it after \`Retry-After\` seconds.

**Errors** have \`status\` (the kind, and the reason), \`code\`, and for invalid input \`errors\`, each with the path of what is wrong. Unknown parameters are refused.

**CSV.** Lists and results are also given as tables, to \`Accept: text/csv\`.

HEAD works wherever GET does. OPTIONS returns the methods of a path.`;
