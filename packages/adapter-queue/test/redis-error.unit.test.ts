import { describe, expect, test } from 'vitest';
import { isTransient, needsReconnect, reasonOf } from '../dist/redis-error.js';

const READONLY = "READONLY You can't write against a read only replica.";
const DISK = 'MISCONF Errors writing to the AOF file: No space left on device';

describe('an error of Redis tells whether to retry and whether to reconnect', () => {
  test.each([
    [READONLY, true, true],
    [`ERR Error running script (call to f_1): @user_script:1: @user_script: 1: -${READONLY}`, true, true],
    ['UNBLOCKED force unblock from blocking operation, instance state changed', true, true],
    ['NOREPLICAS Not enough good replicas to write.', true, true],
    ['LOADING Redis is loading the dataset in memory', true, true],
    ["MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.", true, true],
    ['NOAUTH Authentication required.', true, true],
    ['WRONGPASS invalid username-password pair or user is disabled.', true, true],
    ["OOM command not allowed when used memory > 'maxmemory'.", true, false],
    [DISK, true, false],
    ['NOPERM this user has no permissions to access one of the keys', true, false],
    ['ERR unknown command', false, false],
    ['WRONGTYPE Operation against a key holding the wrong kind of value', false, false],
  ])('%s', (message, isTemporary, reconnects) => {
    const error = new Error(message);
    expect([isTransient(error), needsReconnect(error)]).toEqual([isTemporary, reconnects]);
    const aborted = Object.assign(new Error('EXECABORT Transaction discarded.'), { errors: [error] });
    expect([isTransient(aborted), needsReconnect(aborted)]).toEqual([isTemporary, reconnects]);
  });
});

describe('an error is explained in plain words, followed by its own text', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
  test.each([
    [new Error(READONLY), `it is a replica, which takes no writes (${READONLY})`],
    [new Error(DISK), `it cannot save to its disk (${DISK})`],
    [refused, 'nothing listens at its address (connect ECONNREFUSED 127.0.0.1:1)'],
    [
      new AggregateError([refused, refused]),
      'nothing listens at its address (connect ECONNREFUSED 127.0.0.1:1)',
    ],
    [Object.assign(new Error(''), { code: 'ECONNRESET' }), 'it ended the connection (ECONNRESET)'],
    [new Error('something\n else'), 'something else'],
    [new Error(''), 'Error'],
    ['text', 'text'],
  ])('%s', (error, explanation) => {
    expect(reasonOf(error)).toBe(explanation);
  });
});
