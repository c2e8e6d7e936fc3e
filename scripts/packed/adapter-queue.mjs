import { RedisQueue } from '@memex/adapter-queue';

const queue = new RedisQueue({ url: 'redis://127.0.0.1:1/0' });
await queue.start();
const outcome = await queue.depth().catch((error) => error.code);
if (outcome !== 'unavailable') throw new Error(`nobody listens there, and yet it answered ${outcome}`);
await queue.stop();
