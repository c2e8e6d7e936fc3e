// Proves the journal store: every case of the contract, each on a store of its own. Run it with `node own-store/prove.mjs`.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { storeCases } from '@memex/core/testing';
import { createJournalStore } from './journal-store.mjs';

for (const { name, run } of storeCases) {
  test(name, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'journal-'));
    const path = join(folder, 'journal');
    const store = createJournalStore({ path });
    let reopened = store;
    await store.start();
    await run({
      store,
      async reopen() {
        await store.stop();
        reopened = createJournalStore({ path });
        await reopened.start();
        return reopened;
      },
    });
    await reopened.stop();
    await rm(folder, { recursive: true });
  });
}
