import { ATTEMPTS, LAST_REASON } from './job-text.js';

/**
 * Adds jobs atomically; returns how many. Keys: `failed`, dead, `jobs`, `waiting`, `delayed`, `earlierDelayed`. Arguments for each job: its
 * id, its text, and when its delay ends, or 0. A dead job with the same id is removed, so a job is never both dead and waiting; its reason
 * is copied to the new one.
 */
export const ENQUEUE = `
local added = 0
for i = 1, #ARGV, 3 do
  local id, text, due = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  if redis.call('sismember', KEYS[1], id) == 1 then
    redis.call('srem', KEYS[1], id)
    local known, dead = pcall(cjson.decode, redis.call('hget', KEYS[2], id) or '')
    if known and type(dead) == 'table' and type(dead.publicReason) == 'string' then
      local withReason = function(starts) return starts .. ',"${LAST_REASON}":' .. cjson.encode(dead.publicReason) end
      text = (string.gsub(text, '"${ATTEMPTS}":0', withReason, 1))
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
 * Requeues stalled jobs as `bee-queue` does, and counts the interrupted attempt in the same step. Keys: `stallBlock`, `stalling`, `active`,
 * `waiting`, `jobs`. Argument: how long a process may send no heartbeat, in milliseconds. Returns the number of requeued jobs, and that of
 * all waiting ones.
 */
export const REQUEUE_STALLED = `
if not redis.call('set', KEYS[1], '1', 'PX', ARGV[1], 'NX') then return {0, redis.call('llen', KEYS[4])} end
local resumed = 0
for _, id in ipairs(redis.call('smembers', KEYS[2])) do
  if redis.call('lrem', KEYS[3], 0, id) > 0 then
    local text = redis.call('hget', KEYS[5], id)
    if text then
      local count = function(starts) return '"${ATTEMPTS}":' .. string.format('%d', starts + 1) end
      redis.call('hset', KEYS[5], id, (string.gsub(text, '"${ATTEMPTS}":(%d+)', count, 1)))
    end
    redis.call('lpush', KEYS[4], id)
    resumed = resumed + 1
  end
end
redis.call('del', KEYS[2])
for _, id in ipairs(redis.call('lrange', KEYS[3], 0, -1)) do redis.call('sadd', KEYS[2], id) end
return {resumed, redis.call('llen', KEYS[4])}`;

/** Counts `waiting`, `delayed`, `active` and `failed`, and returns the text of the oldest waiting job. The last key is `jobs`. */
export const DEPTH = `
local id = redis.call('lindex', KEYS[1], -1)
local text = id and redis.call('hget', KEYS[5], id) or ''
return {redis.call('llen', KEYS[1]), redis.call('zcard', KEYS[2]), redis.call('llen', KEYS[3]), redis.call('scard', KEYS[4]), text}`;

/**
 * Finds jobs. Returns for each its state (`failed`, `delayed`, `active` or `waiting`), its text (for a dead job, that of its death), and when
 * its delay ends; or nothing. Keys: `failed`, dead, `jobs`, `delayed`, `active`. Arguments: the ids.
 */
export const FIND = `
local active = {}
for _, id in ipairs(redis.call('lrange', KEYS[5], 0, -1)) do active[id] = true end
local find = function(id)
  if redis.call('sismember', KEYS[1], id) == 1 then return {'failed', redis.call('hget', KEYS[2], id) or '', '0'} end
  local text = redis.call('hget', KEYS[3], id)
  if not text then return {} end
  local due = redis.call('zscore', KEYS[4], id)
  if due then return {'delayed', text, due} end
  return {active[id] and 'active' or 'waiting', text, '0'}
end
local found = {}
for i, id in ipairs(ARGV) do found[i] = find(id) end
return found`;

/**
 * Returns the text of a job that this process runs. It also writes, as a heartbeat does, so it fails on a replica, whose text may be
 * outdated. Keys: `stalling`, `jobs`. Argument: the id.
 */
export const REREAD = `
redis.call('srem', KEYS[1], ARGV[1])
return redis.call('hget', KEYS[2], ARGV[1])`;

/**
 * Moves an active job to the dead ones; returns whether it was active. Keys: `active`, `stalling`, `failed`, dead. Arguments: the id, and the
 * text of its death.
 */
export const MOVE_TO_DEAD = `
if redis.call('lrem', KEYS[1], 0, ARGV[1]) == 0 then return 0 end
redis.call('srem', KEYS[2], ARGV[1])
redis.call('sadd', KEYS[3], ARGV[1])
redis.call('hset', KEYS[4], ARGV[1], ARGV[2])
return 1`;

/**
 * Deletes dead jobs; returns how many. Keys: `failed`, dead, `jobs`. Arguments: the ids, of all if there are none.
 */
export const DROP_DEAD = `
local ids = ARGV
if #ids == 0 then ids = redis.call('smembers', KEYS[1]) end
local dropped = 0
for _, id in ipairs(ids) do
  if redis.call('srem', KEYS[1], id) == 1 then
    redis.call('hdel', KEYS[2], id)
    redis.call('hdel', KEYS[3], id)
    dropped = dropped + 1
  end
end
return dropped`;

/**
 * Returns id and text of the oldest waiting job if no worker seems to take jobs. Returns nothing if no job waits, or if workers are busy: jobs
 * are active, and a worker checked for stalled jobs within the last seconds. Keys: `waiting`, `active`, `stallBlock`, `jobs`.
 */
export const OLDEST_UNTAKEN = `
local id = redis.call('lindex', KEYS[1], -1)
if not id then return {} end
if redis.call('exists', KEYS[3]) == 1 and redis.call('llen', KEYS[2]) > 0 then return {} end
return {id, redis.call('hget', KEYS[4], id) or ''}`;
