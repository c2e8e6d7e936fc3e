// What the page of a test can do. The package is served beside it, as it is built.
/* global window, indexedDB */
const load = (path) => import(path);
const { createClient } = await load('/index.js');
const { indexedDbBuffer } = await load('/indexed-db/index.js');

let client;

window.add = (url, ids) => {
  client ??= createClient({ url, project: 'app', buffer: indexedDbBuffer(), batch: { delayMs: 50 } });
  for (const messageId of ids)
    client.request({ messageId, channel: 'WEB', userId: 'anna', timestamp: '2026-11-20T10:15:00Z' });
};

/** The same with a buffer in memory, whose batches would wait for long. */
window.addInMemory = (url, ids) => {
  client ??= createClient({ url, project: 'app', batch: { delayMs: 600_000 } });
  window.add(url, ids);
};

/** Waits until everything is sent; gives the ids of all that is stored. */
window.flush = async () => {
  await client.flush({ timeout: 10_000 });
  const ids = [];
  const query = { fromTime: '2026-01-01', toTime: '2026-12-31', maxSize: 3 };
  for await (const { messageId } of client.messages(query)) ids.push(messageId);
  return ids.sort();
};

/** How many entries are in the database. */
window.countKept = () =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open('memex-client');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const counting = opening.result.transaction('entries').objectStore('entries').count();
      counting.onsuccess = () => {
        opening.result.close();
        resolve(counting.result);
      };
    };
  });
