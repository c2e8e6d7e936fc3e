import type * as t from 'io-ts';
import { identifier, quantity } from '../codec/leaf.js';
import { record, required } from '../codec/record.js';
import { timestamp } from '../codec/timestamp.js';

/** A project that has messages: how many, and the times of the earliest and the latest, in UTC. */
export const Project = record('Project', {
  project: required(identifier),
  messages: required(quantity),
  firstTime: required(timestamp),
  lastTime: required(timestamp),
});
export type Project = t.TypeOf<typeof Project>;
