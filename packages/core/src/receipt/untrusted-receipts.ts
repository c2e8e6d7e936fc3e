import { decode } from '../codec/decode.js';
import { type CursorPage, listPage, type ProjectScope } from '../entry/cursor-page.js';
import type { Page, PageRequest, Projects } from '../entry/entry.js';
import { includesProject } from '../entry/projects.js';
import type { Store } from '../store/store.js';
import { Receipt, ReceiptsQuery } from './receipt.js';
import { RECEIPTS } from './receipt-book.js';
import type { Receipts } from './receipts.js';
import { UserHashes } from './user-hashes.js';

/** How many receipts are looked at for a page: there are few. */
const MAX_LOOKED = 10_000;
const PIECE = 1_000;

interface Filter {
  readonly projects: Projects;
  readonly userHash: string | undefined;
}

/** The calls of `Receipts`, for edges: they accept values of any type, which only the call itself checks. */
export class UntrustedReceipts implements Receipts {
  private readonly users: UserHashes;

  constructor(private readonly store: Pick<Store, 'keyValues'>) {
    this.users = new UserHashes(store.keyValues);
  }

  /** @param query - {@link ReceiptsQuery} */
  async list(query: unknown, options: ProjectScope = {}): Promise<CursorPage<Receipt>> {
    const { userId, ...paging } = decode(ReceiptsQuery, query);
    const userHash = userId === null ? undefined : await this.users.of(userId, options);
    const filter = { projects: options.projects ?? 'all', userHash };
    return listPage(filter, paging, (f, request) => this.page(f, request, options), options);
  }

  private async page(filter: Filter, request: PageRequest, options: ProjectScope): Promise<Page<Receipt>> {
    const entries: Receipt[] = [];
    let { after } = request;
    for (let looked = 0; looked < MAX_LOOKED; looked += PIECE) {
      const piece = { limit: PIECE, order: 'descending', after } as const;
      const found = await this.store.keyValues.page(RECEIPTS, piece, options);
      for (const { key, value } of found) {
        after = key;
        const shown = shownTo(filter, decode(Receipt, JSON.parse(value)));
        if (shown !== undefined) entries.push(shown);
        if (entries.length === request.limit) return { entries, next: key };
      }
      if (found.length < PIECE) return { entries };
    }
    return { entries, next: after };
  }
}

/** What a caller sees of a receipt; `undefined` if it is not selected, or does not concern the projects of the caller. */
function shownTo({ projects, userHash }: Filter, receipt: Receipt): Receipt | undefined {
  if (userHash !== undefined && receipt.userHash !== userHash) return undefined;
  if (projects === 'all') return receipt;
  const isOwn = receipt.projects?.every((project) => includesProject(projects, project)) ?? false;
  if (isOwn) return receipt;
  const found = receipt.found.filter(({ project }) => includesProject(projects, project));
  if (found.length === 0) return undefined;
  const counted = found.reduce((sum, { messages, logs }) => sum + messages + logs, 0);
  const deleted = receipt.state === 'complete' ? counted : 0;
  const named = receipt.projects?.filter((project) => includesProject(projects, project)) ?? null;
  return { ...receipt, projects: named, found, deleted };
}
