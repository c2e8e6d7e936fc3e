import { REASON, STARTS } from './job-text.js';

/**
 * Adds jobs in one step; returns how many. The keys are `failed`, dead, `jobs`, `waiting`, `delayed`, `earlierDelayed`; the arguments of each
 * job its id, its text, and when its delay is over, or 0. One that is dead makes room, so that a job is never both dead and waiting, and
 * leaves the reason that it died of.
 */
export const ENQUEUE = `
local added = 0
for i = 1, #ARGV, 3 do
  local id, text, due = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  if redis.call('sismember', KEYS[1], id) == 1 then
    redis.call('srem', KEYS[1], id)
    local known, dead = pcall(cjson.decode, redis.call('hget', KEYS[2], id) or '')
    if known and type(dead) == 'table' and type(dead.publicReason) == 'string' then
      local withReason = function(starts) return starts .. ',"${REASON}":' .. cjson.encode(dead.publicReason) end
      text = (string.gsub(text, '"${STARTS}":0', withReason, 1))
    end
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
 * Returns how many jobs wait again, and how many wait in all.
 */
export const RESUME = `
if not redis.call('set', KEYS[1], '1', 'PX', ARGV[1], 'NX') then return {0, redis.call('llen', KEYS[4])} end
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
return {resumed, redis.call('llen', KEYS[4])}`;

/** How many jobs there are in `waiting`, `delayed`, `active`, `failed`, and the text of the one that waits the longest. The last key is `jobs`. */
export const DEPTH = `
local id = redis.call('lindex', KEYS[1], -1)
local text = id and redis.call('hget', KEYS[5], id) or ''
return {redis.call('llen', KEYS[1]), redis.call('zcard', KEYS[2]), redis.call('llen', KEYS[3]), redis.call('scard', KEYS[4]), text}`;

/**
 * Where a job is: `failed`, `delayed`, `active` or `waiting`; its text, of a dead one that of its death; and when its delay is over. Nothing
 * where it is not there. The keys are `failed`, dead, `jobs`, `delayed`, `active`; the argument is its id.
 */
export const FIND = `
local id = ARGV[1]
if redis.call('sismember', KEYS[1], id) == 1 then return {'failed', redis.call('hget', KEYS[2], id) or '', '0'} end
local text = redis.call('hget', KEYS[3], id)
if not text then return {} end
local due = redis.call('zscore', KEYS[4], id)
if due then return {'delayed', text, due} end
for _, other in ipairs(redis.call('lrange', KEYS[5], 0, -1)) do
  if other == id then return {'active', text, '0'} end
end
return {'waiting', text, '0'}`;

/**
 * The text of a job that this process runs. It shows life for the job, and so fails on a replica, whose text may be an older one. The keys are
 * `stalling`, `jobs`; the argument is its id.
 */
export const REREAD = `
redis.call('srem', KEYS[1], ARGV[1])
return redis.call('hget', KEYS[2], ARGV[1])`;

/**
 * Puts a job among the dead that this process runs; returns whether it ran it. The keys are `active`, `stalling`, `failed`, dead; the arguments
 * are its id and the text of its death.
 */
export const BURY = `
if redis.call('lrem', KEYS[1], 0, ARGV[1]) == 0 then return 0 end
redis.call('srem', KEYS[2], ARGV[1])
redis.call('sadd', KEYS[3], ARGV[1])
redis.call('hset', KEYS[4], ARGV[1], ARGV[2])
return 1`;

/**
 * Which job waits the longest: its id and its text, as long as nobody takes jobs. Nothing where none waits, or workers are busy: one looked
 * after stalled jobs within the last seconds, and jobs are active. The keys are `waiting`, `active`, `stallBlock`, `jobs`.
 */
export const OLDEST_LEFT_WAITING = `
local id = redis.call('lindex', KEYS[1], -1)
if not id then return {} end
if redis.call('exists', KEYS[3]) == 1 and redis.call('llen', KEYS[2]) > 0 then return {} end
return {id, redis.call('hget', KEYS[4], id) or ''}`;
