import type { Projects } from '../entry/entry.js';
import type { MessageStore } from '../message/message-store.js';
import { readMessage } from '../message/read-message.js';
import type { CallOptions } from '../port/call.js';
import type { FoundEntries } from './receipt.js';

const PAGE = 1_000;

/** What there is of a user, by project. */
export async function foundOfUser(
  messages: MessageStore,
  filter: { readonly userId: string; readonly projects: Projects },
  options?: CallOptions,
): Promise<readonly FoundEntries[]> {
  const counts = new Map<string, number>();
  let after: string | undefined;
  do {
    const page = await messages.page(filter, { limit: PAGE, after }, options);
    for (const entry of page.entries) {
      const { project } = readMessage(entry);
      counts.set(project, (counts.get(project) ?? 0) + 1);
    }
    after = page.next;
  } while (after !== undefined);
  return [...counts].map(([project, count]) => ({ project, messages: count, logs: 0 }));
}
