import { createPlatform } from '@memex/adapter-platform';

const platform = createPlatform({
  instance: 'http://127.0.0.1:1',
  apiKey: 'key',
  retry: { retries: 0, firstDelayMs: 1, maxDelayMs: 1 },
});
const outcome = await platform.hub.users('app', {}).catch((error) => error.code);
if (outcome !== 'unavailable') throw new Error(`nobody listens there, and yet it answered ${outcome}`);
