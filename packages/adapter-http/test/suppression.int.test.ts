import { expect, test } from 'vitest';
import { message } from './support/samples.js';
import { startService } from './support/service.js';

test('messages of an erased user get 422, and the others of a partial batch are stored', async () => {
  const service = await startService({ suppress: true });
  await service.call('DELETE', '/messages?userId=anna');
  const whole = await service.call('POST', '/messages', { body: [message({ userId: 'anna' })] });
  const issue = { path: '[0].userId', message: 'is of a user who was erased, whose messages are refused' };
  expect(whole).toMatchObject({
    status: 422,
    body: {
      status: 'Malformed request: the batch has messages of an erased user, which are refused',
      code: 422,
      errors: [issue],
    },
  });
  const body = [message({ userId: 'anna' }), message({ userId: 'bert' })];
  expect(await service.call('POST', '/messages?partial=true', { body })).toMatchObject({
    status: 207,
    body: { traceIds: [null, expect.any(String)], errors: [issue] },
  });
});
