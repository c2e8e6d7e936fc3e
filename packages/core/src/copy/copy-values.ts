import { mapInOrder } from '../async/map-in-order.js';
import { decode } from '../codec/decode.js';
import { allKeyValues } from '../key-value/all-key-values.js';
import type { KeyValue, KeyValueStore } from '../key-value/key-value-store.js';
import type { CallOptions } from '../port/call.js';
import { Receipt } from '../receipt/receipt.js';
import { BEGUN, RECEIPTS } from '../receipt/receipt-book.js';
import { RULES } from '../retention/untrusted-retention.js';
import type { CopyCounts, CopyOptions } from './copy.js';

const PAGE = 500;

/** Copies the rules of retention. One that the target has stays: another period could delete what it is to keep. */
export async function copyRules(
  source: KeyValueStore,
  target: KeyValueStore,
  options: CallOptions,
): Promise<CopyCounts> {
  let [total, same] = [0, 0];
  for await (const rule of allKeyValues(source, RULES, options)) {
    total++;
    if ((await target.putIfAbsent(RULES, rule, options)) === rule.value) same++;
  }
  return { source: total, target: same, leftOut: 0 };
}

/** Copies the receipts, and what leads from a repeated deletion to the receipt that was begun. */
export async function copyReceipts(
  source: KeyValueStore,
  target: KeyValueStore,
  { signal, onProgress }: CopyOptions,
): Promise<CopyCounts> {
  let copied = 0;
  const copy = (one: KeyValue, call: CallOptions) => copyReceipt(target, one, call);
  for await (const page of pagesOf(source, { signal })) {
    for await (const _ of mapInOrder(page, copy, { signal })) copied++;
    onProgress?.({ kind: 'receipts', copied, total: copied, next: { kind: 'analytics' } });
  }
  for await (const begun of allKeyValues(source, BEGUN, { signal }))
    await target.putIfAbsent(BEGUN, begun, { signal });
  return { source: copied, target: copied, leftOut: 0 };
}

/** One that the target has stays, unless it was only begun when it was copied before. */
async function copyReceipt(target: KeyValueStore, receipt: KeyValue, options: CallOptions): Promise<void> {
  const kept = await target.putIfAbsent(RECEIPTS, receipt, options);
  if (kept !== receipt.value && isBegun(kept) && !isBegun(receipt.value))
    await target.put(RECEIPTS, receipt, options);
}

function isBegun(value: string): boolean {
  return decode(Receipt, JSON.parse(value)).state === 'begun';
}

async function* pagesOf(
  source: KeyValueStore,
  options: CallOptions,
): AsyncGenerator<readonly KeyValue[], void> {
  for (let after: string | undefined; ; ) {
    const page = await source.page(RECEIPTS, { limit: PAGE, order: 'ascending', after }, options);
    if (page.length > 0) yield page;
    if (page.length < PAGE) return;
    after = page.at(-1)?.key;
  }
}
