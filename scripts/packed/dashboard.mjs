import assert from 'node:assert/strict';
import { ApiError, createApi } from '@memex/dashboard';
import { pictureOfNumbers } from '@memex/dashboard/pictures';

const api = createApi(async () =>
  Response.json({ status: 'Unauthorized: a valid API key is required' }, { status: 401 }),
);
await assert.rejects(api.projects(), ApiError);
assert.match(
  pictureOfNumbers([{ name: 'users', value: 7 }], { title: 'A picture', subtitle: [] }),
  /^<svg .*>users<.*<\/svg>$/s,
);
