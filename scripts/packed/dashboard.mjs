import assert from 'node:assert/strict';
import { ApiError, createApi } from '@memex/dashboard';

const api = createApi(async () =>
  Response.json({ status: 'Unauthorized: a valid API key is required' }, { status: 401 }),
);
await assert.rejects(api.projects(), ApiError);
