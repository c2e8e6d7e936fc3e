import { createPlatform } from '@memex/adapter-platform';
import { platformCases, platformSample } from '@memex/core/testing';
import { startFakePlatform } from '@memex/test-services';
import { afterAll, describe, test } from 'vitest';

describe('the platform over HTTP', async () => {
  const { apps = [], users = [], profiles = [], tasks = [], cohorts = [] } = platformSample;
  const fake = await startFakePlatform('key', {
    apps: Object.fromEntries(apps.map((app) => [app.id, app])),
    users: Object.fromEntries(
      apps.map(({ id }) => [
        id,
        Object.fromEntries(
          users.filter(({ appId }) => appId === id).map(({ userId, since }) => [userId, since]),
        ),
      ]),
    ),
    profiles: Object.fromEntries(profiles.map((profile) => [profile.id, profile])),
    tasks: tasks.map((task) => ({ ...task })),
    transactions: tasks.flatMap(({ appId, transactions }) => transactions.map((one) => ({ ...one, appId }))),
    cohorts: cohorts.map((cohort) => ({ ...cohort })),
  });
  const platform = createPlatform({ instance: fake.instance, apiKey: 'key' });
  afterAll(() => fake.stop());
  for (const { name, run } of platformCases) test(name, () => run({ platform }));
});
