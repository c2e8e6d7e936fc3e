// Reads, writes, and prints the outcome. Writes again on SIGUSR2. Parameter: folder.
import { once } from 'node:events';
import { createSqliteStore } from '@memex/adapter-sqlite';
import { messageEntry } from '@memex/core/testing';

const store = createSqliteStore({ path: process.argv[2] });
await store.start();
const write = () =>
  store.messages.append({ entries: [messageEntry({ project: 'app' })] }).then(
    () => 'written',
    (error) => error.code,
  );
const print = (line) => process.stdout.write(`${line}\n`);
const told = once(process, 'SIGUSR2');
await store.messages.page({ projects: 'all' }, { limit: 10 });
print('read');
print(await write());
const alive = setInterval(() => undefined, 1_000);
await told;
clearInterval(alive);
print(await write());
await store.stop();
