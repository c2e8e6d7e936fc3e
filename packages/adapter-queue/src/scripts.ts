import { STARTS } from './job-text.js';

/**
 * Adds jobs in one step; returns how many. The keys are `failed`, dead, `jobs`, `waiting`, `delayed`, `earlierDelayed`; the arguments of each
 * job its id, its text, and when its delay is over, or 0. One that is dead makes room, so that a job is never both dead and waiting.
 */
export const ENQUEUE = `
local added = 0
for i = 1, #ARGV, 3 do
  local id, text, due = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  if redis.call('srem', KEYS[1], id) == 1 then
    redis.call('hdel', KEYS[2], id)
    redis.call('hdel', KEYS[3], id)
  end
  if redis.call('hsetnx', KEYS[3], id, text) == 1 then
    added = added + 1
    if due == '0' then
      redis.call('lpush', KEYS[4], id)
    else
      redis.call('zadd', KEYS[5], due, id)
      redis.call('publish', KEYS[6], due)
    end
  end
end
return added`;

/**
 * What `bee-queue` does with jobs that may have lost their process, and counts the starts that were interrupted, in the same step. The keys are
 * `stallBlock`, `stalling`, `active`, `waiting`, `jobs`; the argument is how long a process may show no sign of life, in milliseconds.
 * Returns how many jobs wait again.
 */
export const RESUME = `
if not redis.call('set', KEYS[1], '1', 'PX', ARGV[1], 'NX') then return 0 end
local resumed = 0
for _, id in ipairs(redis.call('smembers', KEYS[2])) do
  if redis.call('lrem', KEYS[3], 0, id) > 0 then
    local text = redis.call('hget', KEYS[5], id)
    if text then
      local count = function(starts) return '"${STARTS}":' .. string.format('%d', starts + 1) end
      redis.call('hset', KEYS[5], id, (string.gsub(text, '"${STARTS}":(%d+)', count, 1)))
    end
    redis.call('lpush', KEYS[4], id)
    resumed = resumed + 1
  end
end
redis.call('del', KEYS[2])
for _, id in ipairs(redis.call('lrange', KEYS[3], 0, -1)) do redis.call('sadd', KEYS[2], id) end
return resumed`;

/** How many jobs there are in `waiting`, `delayed`, `active`, `failed`. */
export const DEPTH = `
return {redis.call('llen', KEYS[1]), redis.call('zcard', KEYS[2]), redis.call('llen', KEYS[3]), redis.call('scard', KEYS[4])}`;
