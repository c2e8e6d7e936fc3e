import assert from 'node:assert/strict';
import { ApiError, createApi, createDashboard } from '@memex/dashboard';
import { pictureOfNumbers } from '@memex/dashboard/pictures';

const api = createApi(async () =>
  Response.json({ status: 'Unauthorized: a valid API key is required' }, { status: 401 }),
);
await assert.rejects(api.projects(), ApiError);
assert.match(
  pictureOfNumbers([{ name: 'users', value: 7 }], { title: 'A picture', subtitle: [] }),
  /^<svg .*>users<.*<\/svg>$/s,
);

const dashboard = createDashboard();
const html = await dashboard.page({ search: '', address: 'http://127.0.0.1/', send: undefined });
const [, script] = /src="dashboard\/(app-[^"]+)"/.exec(html) ?? [];
assert.equal(dashboard.file(script)?.type, 'text/javascript; charset=utf-8');
const charts = await dashboard.page({ search: 'scripts=off', address: 'http://127.0.0.1/', send: undefined });
assert.match(charts, /This service needs an API key/);
