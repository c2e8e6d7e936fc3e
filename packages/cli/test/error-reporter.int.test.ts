import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { readConfig } from '../src/config/config.js';
import { createErrorReporter } from '../src/observe/error-reporter.js';

test('an error is sent to Sentry once, with its place and no surrounding data', async () => {
  const received: string[] = [];
  const sentry = createServer(async (request, response) => {
    received.push(await text(request));
    response.end('{}');
  });
  await once(sentry.listen(0, '127.0.0.1'), 'listening');
  const { port } = sentry.address() as AddressInfo;
  const reporter = createErrorReporter(
    readConfig({
      SENTRY_DSN: `http://key@127.0.0.1:${port}/1`,
      SENTRY_RELEASE: 'r1',
      SENTRY_ENVIRONMENT: 'test',
    }),
  );
  await reporter.start();
  const error = new Error('a fault of ours', { cause: new Error('hush') });
  reporter.report(error, { requestId: 'request-1', route: '/messages' });
  await reporter.stop();
  sentry.close();

  const reports = received.filter((envelope) => envelope.includes('"exception"'));
  expect(reports).toHaveLength(1);
  const [, , event = ''] = reports[0]?.split('\n') ?? [];
  expect(JSON.parse(event)).toMatchObject({
    release: 'r1',
    environment: 'test',
    tags: { requestId: 'request-1', route: '/messages' },
    exception: {
      values: [
        {
          type: 'Error',
          value: 'The log has the text of this error.',
          stacktrace: { frames: expect.any(Array) },
        },
      ],
    },
  });
  expect(received.join('')).not.toContain('a fault of ours');
  expect(received.join('')).not.toContain('hush');
  expect(received.join('')).not.toContain(process.env.HOSTNAME ?? 'no such name');
});

test('without a DSN, Sentry is not loaded', async () => {
  const reporter = createErrorReporter(readConfig({}));
  await reporter.start();
  expect(reporter.report(new Error('unheard'))).toBeUndefined();
  await reporter.stop();
});
