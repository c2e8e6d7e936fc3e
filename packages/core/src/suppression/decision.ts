import { decode } from '../codec/decode.js';
import { identifier } from '../codec/leaf.js';
import { list } from '../codec/list.js';
import { omittable, optional, record } from '../codec/record.js';
import { timestamp } from '../codec/timestamp.js';
import type { Projects } from '../entry/entry.js';
import { formatInstant, type Instant, instantOf, plusMicros } from '../time/instant.js';

/** What was decided of a user: in which projects messages are refused, and since when. */
export interface Decision {
  readonly projects: Projects;
  /** When it was last decided to refuse them. The release 0.2.0 did not tell it: whoever is accepted again, it was before. */
  readonly refusedAt: Instant | undefined;
  /** When it was last decided to accept them again. */
  readonly acceptedAt: Instant | undefined;
}

const StoredDecision = record('StoredDecision', {
  projects: optional(list(identifier)),
  refusedAt: omittable(timestamp),
  acceptedAt: omittable(timestamp),
});

/** The decision that a store keeps as text. */
export function readDecision(value: string): Decision {
  const { projects, refusedAt, acceptedAt } = decode(StoredDecision, JSON.parse(value));
  return {
    projects: projects ?? 'all',
    refusedAt: refusedAt === undefined ? undefined : instantOf(refusedAt),
    acceptedAt: acceptedAt === undefined ? undefined : instantOf(acceptedAt),
  };
}

/** The text that a store keeps of a decision. */
export function writeDecision({ projects, refusedAt, acceptedAt }: Decision): string {
  return JSON.stringify({
    projects: projects === 'all' ? null : projects,
    refusedAt: refusedAt === undefined ? undefined : formatInstant(refusedAt),
    acceptedAt: acceptedAt === undefined ? undefined : formatInstant(acceptedAt),
  });
}

/** Refuses messages, also if the clock is behind that of an earlier decision. */
export function refusal(projects: Projects, now: Instant, earlier: Decision | undefined): Decision {
  const refusedAt = later(now, afterwards(earlier?.acceptedAt));
  return { projects, refusedAt, acceptedAt: undefined };
}

/** Accepts messages again, also if the clock is behind that of an earlier decision. */
export function acceptance(now: Instant, { refusedAt }: Decision): Decision {
  return { projects: [], refusedAt, acceptedAt: later(now, afterwards(refusedAt)) };
}

/**
 * What holds after decisions in two places: all refusals but those from before the user was accepted again. Of two decisions at the same time, the
 * refusal holds.
 */
export function mergeDecisions(one: Decision, other: Decision): Decision {
  const acceptedAt = later(one.acceptedAt, other.acceptedAt);
  const holding = [one, other].filter(
    ({ refusedAt }) => acceptedAt === undefined || (refusedAt !== undefined && refusedAt >= acceptedAt),
  );
  const named = holding.flatMap(({ projects }) => (projects === 'all' ? [] : projects));
  const isAll = holding.some(({ projects }) => projects === 'all');
  return {
    projects: isAll ? 'all' : [...new Set(named)],
    refusedAt: later(one.refusedAt, other.refusedAt),
    acceptedAt,
  };
}

/** Whether messages are refused in any project. */
export function isRefusing({ projects }: Decision): boolean {
  return projects === 'all' || projects.length > 0;
}

function later(one: Instant | undefined, other: Instant | undefined): Instant | undefined {
  return one === undefined || (other !== undefined && other > one) ? other : one;
}

function afterwards(instant: Instant | undefined): Instant | undefined {
  return instant === undefined ? undefined : plusMicros(instant, 1);
}
